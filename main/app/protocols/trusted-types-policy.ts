import { pageOrigin } from './page-origin.ts';

/** The only trusted types policy that the page may have. */
export const trustedTypesPolicyName = 'default';

/** Where the page finds the script below; it is the first that runs. */
export const trustedTypesPath = '/trusted-types.js';

/**
 * Worker and script addresses must be this app's own, and no text becomes a script. Markup passes: two
 * libraries set it (wavesurfer, video.js), and the content security policy lets none of it run.

 * Nothing is printed either: what a reviewer sees must not leave on paper or as a file.
 */
export const trustedTypesScript = `Object.defineProperty(window, 'print', { value: undefined, writable: false, configurable: false });
window.trustedTypes?.createPolicy('${trustedTypesPolicyName}', {
  createHTML: (markup) => markup,
  createScriptURL: (address) =>
    new URL(address, location.href).href.startsWith('${pageOrigin}/') ? address : null,
});
`;
