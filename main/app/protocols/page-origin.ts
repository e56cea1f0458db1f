/** Where the page lives: the only origin in the app. */
export const pageOrigin = 'app://desk';
