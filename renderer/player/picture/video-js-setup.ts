// Must run before video.js is imported: it would otherwise write a <style> that the page's
// content security policy refuses.
Object.assign(window, { VIDEOJS_NO_DYNAMIC_STYLE: true });
