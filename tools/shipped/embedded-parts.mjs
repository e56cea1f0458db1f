/**
 * What is inside packages and the runtime without being a package: networks, libraries compiled into binaries. No tool
 * can read these from the module graph, so they are written down here, with where the knowledge comes from. `within` is a
 * lock file key; `file` is hashed. `stated`: the file of the package that states the licence, and its words, which a test
 * reads; null where the package says nothing, and the licence is what the named source says.
 */
export const embeddedParts = [
  {
    within: 'node_modules/@vladmandic/human',
    name: 'BlazeFace (front), face detector',
    type: 'machine-learning-model',
    licence: 'Apache-2.0',
    source: 'https://github.com/vladmandic/human/wiki/Models (after Google MediaPipe)',
    files: ['models/blazeface.bin', 'models/blazeface.json'],
    stated: null,
  },
  {
    within: 'node_modules/@vladmandic/human',
    name: 'MediaPipe FaceMesh with attention, face landmarks',
    type: 'machine-learning-model',
    licence: 'Apache-2.0',
    source: 'https://github.com/vladmandic/human/wiki/Models (after Google MediaPipe)',
    files: ['models/facemesh.bin', 'models/facemesh.json'],
    stated: null,
  },
  {
    within: 'node_modules/@vladmandic/human',
    name: 'TensorFlow.js, bundled by Human',
    type: 'library',
    licence: 'Apache-2.0',
    source: 'https://github.com/tensorflow/tfjs',
    files: ['dist/human.esm.js'],
    stated: null,
  },
  {
    within: 'node_modules/@ricky0123/vad-web',
    name: 'Silero VAD 6, speech detector',
    type: 'machine-learning-model',
    licence: 'MIT',
    source: 'https://github.com/snakers4/silero-vad',
    files: ['dist/silero_vad_v6.onnx'],
    stated: null,
  },
  {
    within: 'node_modules/better-sqlite3',
    name: 'SQLite, in the native module',
    type: 'library',
    licence: 'blessing',
    source: 'https://www.sqlite.org/copyright.html',
    files: ['package.json'],
    stated: {
      file: 'deps/sqlite3/sqlite3.c',
      words:
        'The author disclaims copyright to this source code. In place of a legal notice, here is a blessing',
    },
  },
  {
    within: 'node_modules/better-sqlite3',
    name: 'SQLite3 Multiple Ciphers, in the native module',
    type: 'library',
    licence: 'MIT',
    source: 'https://github.com/utelle/SQLite3MultipleCiphers',
    files: ['package.json'],
    stated: { file: 'deps/sqlite3/sqlite3.c', words: 'Ulrich Telle License: MIT' },
  },
  {
    within: 'node_modules/better-sqlite3',
    name: 'Argon2 and BLAKE2 reference implementations, in the native module',
    type: 'library',
    licence: 'CC0-1.0 OR Apache-2.0',
    source: 'https://github.com/P-H-C/phc-winner-argon2',
    files: ['package.json'],
    stated: {
      file: 'deps/sqlite3/sqlite3.c',
      words:
        'You may use this work under the terms of a Creative Commons CC0 1.0 License/Waiver or the Apache Public License 2.0, at your option',
    },
  },
];

/**
 * Binaries that were linked from many libraries. `crates`: their names stand in the binary itself, in the paths that Rust
 * keeps for messages; crates that can't fail leave no trace. `unknown` says what can't be known from here.
 */
export const linkedBinaries = [
  {
    within: 'node_modules/@contentauth/c2pa-wasm',
    file: 'pkg/c2pa_bg.wasm',
    unknown:
      'Crates are named by paths in the binary: those that leave none are missing, and their licences are not in the package.',
  },
  {
    within: 'node_modules/ebur128-wasm',
    file: 'ebur128_wasm_bg.wasm',
    unknown:
      'Crates are named by paths in the binary: those that leave none are missing, and their licences are not in the package.',
  },
  {
    within: 'node_modules/onnxruntime-web',
    file: 'dist/ort-wasm-simd-threaded.wasm',
    unknown:
      'The C++ libraries linked into ONNX Runtime are not named in the package; see ThirdPartyNotices.txt of its repository.',
  },
  {
    within: 'node_modules/@tensorflow/tfjs-backend-wasm',
    file: 'dist/tfjs-backend-wasm-simd.wasm',
    unknown: 'The C++ libraries linked into it (XNNPACK among them) are not named in the package.',
  },
];

/**
 * The runtime that a packed desk brings, from Electron's official zip of the platform. `words` stand in the entry `title` of
 * the LICENSES.chromium.html that is beside it.
 */
export const runtimeParts = [
  {
    name: 'Chromium',
    licence: 'BSD-3-Clause',
    source: 'https://www.chromium.org',
    title: 'The Chromium Project',
    words: 'Neither the name of Google LLC nor the names of its contributors may be used',
  },
  {
    name: 'Node.js',
    licence: 'MIT',
    source: 'https://nodejs.org',
    title: 'Node.js',
    words: 'Permission is hereby granted, free of charge, to any person obtaining a copy',
  },
  {
    name: 'V8',
    licence: 'BSD-3-Clause',
    source: 'https://v8.dev',
    title: 'V8 JavaScript Engine',
    words: 'Neither the name of Google Inc. nor the names of its contributors may be used',
  },
  {
    name: 'FFmpeg (libffmpeg)',
    licence: 'LGPL-2.1-or-later',
    source: 'https://ffmpeg.org',
    title: 'ffmpeg',
    words: 'In combination the LGPL v2.1+ applies to FFmpeg',
    note: 'A shared library of its own beside the program, which may be replaced by another build.',
  },
];
