import { parseArgs, type ParseArgsConfig } from 'node:util';

type Config = ParseArgsConfig & { readonly args: string[] };

/**
 * Node's own reading of a command line, with its complaints in one sentence each. Texts are never empty, except those named
 * in `mayBeEmpty`: an empty one is most often a variable of a script that was not set.
 * @throws with a sentence for the person at the terminal.
 */
export function readOptions<T extends Config>(
  config: T,
  mayBeEmpty: readonly string[] = [],
): ReturnType<typeof parseArgs<T>> {
  const parsed = parse(config);
  const values = parsed.values as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(values))
    if ([value].flat().includes('') && !mayBeEmpty.includes(name))
      throw new Error(`--${name} is empty. Nothing was done.`);
  if ((parsed.positionals as readonly string[]).includes(''))
    throw new Error('One of the files has an empty name. Nothing was done.');
  return parsed;
}

function parse<T extends Config>(config: T) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Error(complaint(error), { cause: error });
  }
}

/** Node's messages run over three lines and speak of its own terms. */
function complaint(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const named = /'(?:-\w, )?(--?[^ ']*|[^']*)/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `There is no option ${named}. Nothing was done; --help lists all.`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `"${named}" belongs to no option. Nothing was done; --help lists all.`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return error.message.includes('does not take')
        ? `${named} takes no value. Nothing was done.`
        : `${named} wants a value; one that begins with a dash is written ${named}=VALUE. Nothing was done.`;
    default:
      throw error;
  }
}

/** @throws with a sentence when it is anything but digits within the bounds. */
export function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new Error(`${name} wants a whole number from ${min} to ${max}. Nothing was done.`);
}
