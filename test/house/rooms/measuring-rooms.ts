import { room } from './room.ts';

/** The hidden page that measures clips. It knows no screen. */
export const measuringRooms = [
  room('renderer/evidence/engine', 'One pass over one clip, and what an analyser is.', {
    imports: ['renderer/workers', 'shared/'],
    packages: ['mediabunny', 'onnxruntime-web'],
  }),
  room('renderer/evidence/sound', 'Sound as the models want it.', {
    imports: ['renderer/evidence/engine', 'renderer/workers', 'shared/'],
    packages: [],
  }),
  room('renderer/evidence/container', 'What the container says.', {
    imports: ['renderer/evidence/engine', 'shared/'],
    packages: ['mediabunny'],
  }),
  room('renderer/evidence/faces', 'Faces and mouths.', {
    imports: ['renderer/evidence/engine', 'shared/'],
    packages: ['@tensorflow/tfjs-backend-wasm', '@vladmandic/human'],
  }),
  room('renderer/evidence/own-model', "The operator's own model.", {
    imports: ['renderer/evidence/engine', 'renderer/evidence/sound', 'shared/'],
    packages: ['onnxruntime-web', 'zod'],
  }),
  room('renderer/evidence/picture-events', 'Cuts, black and frozen pictures.', {
    imports: ['renderer/evidence/engine', 'shared/'],
    packages: [],
  }),
  room('renderer/evidence/provenance', 'Signed origin (C2PA).', {
    imports: ['renderer/evidence/engine', 'shared/'],
    packages: ['@contentauth/c2pa-wasm', 'zod'],
  }),
  room('renderer/evidence/sound-facts', 'Loudness, bandwidth, silence.', {
    imports: ['renderer/evidence/engine', 'renderer/workers', 'shared/'],
    packages: ['ebur128-wasm'],
  }),
  room('renderer/evidence/speech', 'Where somebody speaks.', {
    imports: ['renderer/evidence/engine', 'renderer/evidence/sound', 'shared/'],
    packages: ['@ricky0123/vad-web', 'onnxruntime-web'],
  }),
  room('renderer/evidence/sync', 'Mouth against sound.', {
    imports: ['renderer/evidence/engine', 'renderer/workers', 'shared/'],
    packages: [],
  }),
  room('renderer/evidence', 'The hidden page that measures: lists the analysers and serves them.', {
    imports: [
      'renderer/evidence/container',
      'renderer/evidence/engine',
      'renderer/evidence/faces',
      'renderer/evidence/own-model',
      'renderer/evidence/picture-events',
      'renderer/evidence/provenance',
      'renderer/evidence/sound-facts',
      'renderer/evidence/speech',
      'renderer/evidence/sync',
      'shared/',
    ],
    packages: [],
  }),
] as const;
