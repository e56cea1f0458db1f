import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CaseDetail } from '../../shared/contract/desk-api.ts';
import { fileToReview } from '../../shared/domain/generation.ts';
import type { Fault } from '../../shared/lifetime/fault.ts';
import { Scope } from '../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import { peaksVersion } from '../../shared/media-time/sound-picture.ts';
import { useClipUrl } from '../bridge/clip-url.ts';
import { useLines } from '../bridge/desk-lines.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import { usePreferences } from '../bridge/preferences.ts';
import type { ClipAhead } from '../player/clip-ahead.ts';
import { createClipPlayer } from '../player/clip-player.ts';
import type { ClipPlayer } from '../player/clip-player-types.ts';
import { heldBackClip } from './held-back.ts';

/** The open case's clip, as far as it can be had. */
export type OpenClip = {
  readonly player: ClipPlayer | null;
  readonly index: FrameIndex | null;
  /** Why there is no picture. */
  readonly fault: Fault | null;
};

const hopeless = new Set<Fault['kind']>([
  'broken-media',
  'integrity-failed',
  'not-ready',
  'not-found',
]);

/** Opens the clip of a case, ready behind its cover; everything it starts ends with the case. */
export function useOpenClip(detail: CaseDetail, ahead: ClipAhead): OpenClip {
  const lines = useLines();
  const { desk } = lines;
  const clipUrl = useClipUrl();
  const { playback } = usePreferences().preferences;
  const [player, setPlayer] = useState<ClipPlayer | null>(null);
  const [seal, setSeal] = useState<Fault | null>(null);
  const file = fileToReview(detail.generation);
  const sha256 = file?.sha256 ?? null;
  const isHere =
    sha256 !== null && detail.row.state !== 'fetching' && heldBackClip(detail.row) === null;
  const query = useQuery({
    ...deskQueries(lines).frameIndex(sha256 ?? ''),
    enabled: isHere && detail.mediaFault === null,
  });
  const index = query.data ?? null;
  const fault = seal ?? detail.mediaFault ?? faultOf(query.error);
  const canOpen = isHere && (index !== null || (fault !== null && !hopeless.has(fault.kind)));

  useEffect(
    () =>
      desk.on('integrityFailed', (event) => {
        if (event.sha256 !== sha256) return;
        setSeal({ kind: 'integrity-failed', message: '', retry: 'later' });
      }),
    [desk, sha256],
  );

  useEffect(() => {
    if (!canOpen || sha256 === null || seal) return undefined;
    const scope = new Scope();
    const peaks = { sha256, kind: 'peaks', version: peaksVersion };
    const mediaUrl = clipUrl(sha256);
    const opened = createClipPlayer({
      mediaUrl,
      index,
      scope,
      prepared: index ? ahead.take(mediaUrl) : null,
      loadPeaks: async () => {
        const kept = await desk.call.readMeasurement(peaks);
        return kept.ok ? kept.value.bytes : null;
      },
      savePeaks: async (bytes) => {
        await desk.call.saveMeasurement({ ...peaks, bytes: new Uint8Array(bytes) });
      },
    });
    opened.setMuted(playback.startMuted);
    opened.setVolume(playback.volume);
    opened.setSoundsSteps(playback.grainOnStep);
    opened.setRate(playback.rate);
    setPlayer(opened);
    return () => {
      setPlayer(null);
      scope.dispose();
    };
    // A changed preference holds from the next case on; it must not reopen this clip.
    // eslint-disable-next-line react/exhaustive-deps
  }, [canOpen, sha256, index, seal, clipUrl, desk, ahead]);

  return { player, index, fault };
}
