import type { InputAudioTrack, InputVideoTrack } from 'mediabunny';
import type { MeasureOrder } from '../../../shared/contract/measuring-api.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { mostMeasuredUs } from '../../../shared/domain/measured-stretch.ts';
import { err } from '../../../shared/lifetime/result.ts';
import { Scope } from '../../../shared/lifetime/scope.ts';
import { usFromSeconds, type MediaUs } from '../../../shared/media-time/units.ts';
import { canHear, openClipSource, pictureConfig } from '../../workers/clip-source.ts';
import { AnalyserPass } from './analyser-pass.ts';
import type { Limitation } from './limitation.ts';
import type { ClipToMeasure, MeasuringDeps } from './analyser.ts';
import { framesBefore, passPictures } from './picture-pass.ts';
import { passSound } from './sound-pass.ts';

type Picture = { readonly track: InputVideoTrack; readonly config: VideoDecoderConfig };
type Streams = {
  readonly clip: ClipToMeasure;
  readonly picture: Picture | null;
  readonly sound: InputAudioTrack | null;
};

/** The share of a pass that decoding counts for; the rest is what analysers do at its end. */
const decodingShare = 0.95;

/**
 * One pass over one clip: picture and sound are decoded once, side by side, and handed to every analyser that
 * wants them. An analyser that fails stops no other.
 */
export async function measureClip(order: MeasureOrder, around: MeasuringDeps): Promise<void> {
  const scope = new Scope();
  try {
    const streams = await openStreams(order, around.clipUrl(order.sha256), scope);
    const pass = new AnalyserPass(order, streams.clip, around);
    scope.add(() => pass.close());
    await pass.begin();
    await pass.endReady();
    const done = { picture: 0, sound: 0 };
    const wantsPicture = streams.picture !== null && pass.wants('frames');
    const wantsSound = streams.sound !== null && pass.wants('sound');
    const tell = () => {
      const shares = [...(wantsPicture ? [done.picture] : []), ...(wantsSound ? [done.sound] : [])];
      around.onProgress(decodingShare * Math.min(1, ...shares));
    };
    await Promise.all([
      passPictureStream(streams, wantsPicture, pass, around, (share) => {
        done.picture = share;
        tell();
      }),
      passSoundStream(streams, wantsSound, pass, around, (share) => {
        done.sound = share;
        tell();
      }),
    ]);
  } finally {
    scope.dispose();
  }
}

async function passPictureStream(
  { clip, picture: opened }: Streams,
  isWanted: boolean,
  pass: AnalyserPass,
  { signal, mayGoOn }: MeasuringDeps,
  tell: (share: number) => void,
): Promise<void> {
  let limitation: Limitation | null = null;
  const { index } = clip;
  const picture = isWanted ? opened : null;
  if (picture && index) {
    const untilUs = clip.beginUs + mostMeasuredUs;
    const total = framesBefore(index, untilUs);
    let given = 0;
    await passPictures({
      ...picture,
      index,
      untilUs,
      signal,
      async onFrame(one) {
        await mayGoOn();
        await pass.giveFrame(one);
        given += 1;
        tell((one.frame + 1) / Math.max(1, total));
      },
    });
    if (given < total) limitation = given === 0 ? 'picture-undecodable' : 'frames-missing';
    else if (index.endUs > untilUs) limitation = 'only-the-beginning';
  }
  tell(1);
  if (!signal.aborted) await pass.over('frames', limitation);
}

async function passSoundStream(
  { clip, sound }: Streams,
  isWanted: boolean,
  pass: AnalyserPass,
  { signal, mayGoOn }: MeasuringDeps,
  tell: (share: number) => void,
): Promise<void> {
  let limitation: Limitation | null = null;
  if (sound && isWanted) {
    let blocks = 0;
    const lengthUs = Math.min(mostMeasuredUs, clip.durationUs);
    const onBlock = async (block: Parameters<AnalyserPass['giveSound']>[0]) => {
      await mayGoOn();
      blocks += 1;
      await pass.giveSound(block);
      tell(Math.min(1, (block.fromUs - clip.beginUs) / Math.max(1, lengthUs)));
    };
    const untilUs = clip.beginUs + mostMeasuredUs;
    if (clip.soundEndUs > untilUs) limitation = 'only-the-beginning';
    // A soundtrack that breaks off has been heard up to there.
    const { isWhole } = await passSound({ track: sound, untilUs, signal, onBlock }).catch(() => ({
      isWhole: false,
    }));
    if (!isWhole) limitation = blocks === 0 ? 'sound-undecodable' : 'sound-breaks-off';
  }
  tell(1);
  if (!signal.aborted) await pass.over('sound', limitation);
}

/** Opens both streams, each for itself; a file that can't be opened at all is a clip without any. */
async function openStreams(order: MeasureOrder, url: string, scope: Scope): Promise<Streams> {
  const { index } = order;
  const source = await openClipSource(url, scope, index).catch(() => ({
    video: null,
    audio: null,
  }));
  const config = source.video && index ? await pictureConfig(source.video).catch(() => null) : null;
  const isHeard = source.audio ? await canHear(source.audio).catch(() => false) : false;
  const soundEndUs = await lengthOf(source.audio);
  const beginUs = await beginningOf(index, source.audio);
  return {
    picture: source.video && config ? { track: source.video, config } : null,
    sound: isHeard ? source.audio : null,
    clip: {
      sha256: order.sha256,
      url,
      mimeType: order.mimeType,
      sizeBytes: order.sizeBytes,
      isProxy: order.isProxy,
      trustAnchors: order.trustAnchors,
      index,
      hasSound: source.audio !== null,
      pictureFault: source.video && !config ? undecodable('picture') : null,
      soundFault: source.audio && !isHeard ? undecodable('sound') : null,
      soundEndUs,
      beginUs,
      durationUs: Math.max(0, Math.max(index?.endUs ?? 0, soundEndUs) - beginUs),
    },
  };
}

async function lengthOf(audio: InputAudioTrack | null): Promise<MediaUs> {
  const seconds = audio ? await audio.computeDuration().catch(() => 0) : 0;
  return Number.isFinite(seconds) ? usFromSeconds(seconds) : 0;
}

/** Where picture or sound begins: a clock may begin an hour late, and a stretch is counted from there. */
async function beginningOf(
  index: MeasureOrder['index'],
  audio: InputAudioTrack | null,
): Promise<MediaUs> {
  const sound = audio ? await audio.getFirstTimestamp().catch(() => Infinity) : Infinity;
  const picture = index?.startsUs[0] ?? Infinity;
  const first = Math.min(picture, Number.isFinite(sound) ? usFromSeconds(sound) : Infinity);
  return Number.isFinite(first) ? Math.max(0, first) : 0;
}

function undecodable(what: 'picture' | 'sound'): Fault {
  return err('unsupported-media', `This machine can't decode the ${what} of this clip.`).fault;
}
