import { useMemo, useState } from 'react';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import type { FaceTrack, SyncLag } from '../../../shared/domain/evidence.ts';
import { useCommands } from '../../keys/use-keys.ts';

const noFaces: readonly FaceTrack[] = [];

function facesOf(analyses: readonly Analysis[]): {
  readonly faces: readonly FaceTrack[];
  readonly sync: SyncLag | null;
} {
  const results = analyses.map((one) => one.result);
  const faces = results.find((result) => result?.kind === 'faces');
  const sync = results.find((result) => result?.kind === 'sync');
  return {
    faces: faces?.kind === 'faces' ? faces.tracks : noFaces,
    sync: sync?.kind === 'sync' ? sync : null,
  };
}

/** The faces to draw boxes around: none until their key asks for them. */
export function useFaceBoxes(analyses: readonly Analysis[], isOpen: boolean) {
  const [hasBoxes, setHasBoxes] = useState(false);
  const { faces, sync } = useMemo(() => facesOf(analyses), [analyses]);
  useCommands({ 'face-boxes': isOpen && faces.length > 0 && (() => setHasBoxes((was) => !was)) });
  return { faces: hasBoxes ? faces : noFaces, sync };
}
