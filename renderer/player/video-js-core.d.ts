// video.js ships types for its full build only; the core build is the same player without HLS and DASH.
declare module 'video.js/core' {
  import videojs from 'video.js';
  export default videojs;
}
