/** An event of the app in a line of its output (one JSON object per line), or undefined. */
export function parseEvent(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    const event = JSON.parse(line);
    return typeof event.event === 'string' ? event : undefined;
  } catch {
    return undefined;
  }
}

/** What the person reads last. */
export const readySentence =
  'Second Look is ready to review: press J/K or the arrow keys to choose a case, Enter to open it, ? for all keys';
