import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import { fileToReview } from '../../../shared/domain/generation.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { Scope } from '../../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { peaksVersion } from '../../../shared/media-time/sound-picture.ts';
import { useClipUrl } from '../../bridge/clip-url.ts';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';
import { faultOf } from '../../bridge/fault-error.ts';
import { usePreferences } from '../../bridge/preferences.ts';
import type { ClipPrefetch } from '../../player/clip-prefetch.ts';
import { createClipPlayer } from '../../player/clip-player.ts';
import type { ClipPlayer } from '../../player/clip-player-types.ts';
import { onlineOnlyClip } from './online-only.ts';

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

/** The player on screen. It lives as long as its case, outside React, which only reads it. */
function createShown() {
  let player: ClipPlayer | null = null;
  const readers = new Set<() => void>();
  return {
    read: () => player,
    subscribe: (reader: () => void) => {
      readers.add(reader);
      return () => void readers.delete(reader);
    },
    show: (next: ClipPlayer | null) => {
      player = next;
      for (const reader of readers) reader();
    },
  };
}

/** Opens the clip of a case, ready behind its cover; everything it starts ends with the case. */
export function useOpenClip(detail: CaseDetail, ahead: ClipPrefetch): OpenClip {
  const lines = useDeskClient();
  const { desk } = lines;
  const clipUrl = useClipUrl();
  const { playback } = usePreferences().preferences;
  const [shown] = useState(createShown);
  const player = useSyncExternalStore(shown.subscribe, shown.read);
  const [seal, setSeal] = useState<Fault | null>(null);
  const file = fileToReview(detail.generation);
  const sha256 = file?.sha256 ?? null;
  const isHere =
    sha256 !== null && detail.row.state !== 'fetching' && onlineOnlyClip(detail.row) === null;
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

  // A changed preference holds from the next case on; it must not reopen this clip.
  const prefer = useEffectEvent((opened: ClipPlayer) => {
    opened.setMuted(playback.startMuted);
    opened.setVolume(playback.volume);
    opened.setSoundsSteps(playback.grainOnStep);
    opened.setRate(playback.rate);
  });

  useEffect(() => {
    if (!canOpen || sha256 === null || seal) return undefined;
    const scope = new Scope();
    const peaks = { sha256, kind: 'peaks' as const, version: peaksVersion };
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
    prefer(opened);
    shown.show(opened);
    return () => {
      shown.show(null);
      scope.dispose();
    };
  }, [canOpen, sha256, index, seal, clipUrl, desk, ahead, shown]);

  return { player, index, fault };
}
