/** The app's ready event in a line of its output, or undefined for anything else. */
export function parseReady(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    const event = JSON.parse(line);
    return event.event === 'ready' ? event : undefined;
  } catch {
    return undefined;
  }
}

/** What the person reads last. */
export const readySentence =
  'Second Look is ready to review: press J/K or the arrow keys to choose a case, Enter to open it, ? for all keys';
