import './video-js-setup.ts';
import type Videojs from 'video.js';
// @ts-expect-error -- video.js ships types for its full build only; the core build is the same without HLS and DASH.
import core from 'video.js/core';

/** video.js without streaming: the shell around the playing element. */
export const videojs = core as typeof Videojs;
// Its warnings are about documents it was not made for; a clip that it can't play is said on the screen, by us.
videojs.log.level('off');
