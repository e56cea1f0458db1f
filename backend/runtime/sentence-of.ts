/** What the system says of a file or an address, in a person's words; the path stands before it. */
const systemWords: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EISDIR: 'is a folder, not a file',
  ENOTDIR: 'leads through something that is no folder',
  EEXIST: 'is there already, and is not what it should be',
  EACCES: 'may not be read or written by this user',
  EPERM: 'may not be read or written by this user',
  EROFS: 'lies on a disk that can only be read',
  ENOSPC: 'does not fit: the disk is full',
  ENAMETOOLONG: 'has too long a name',
  ELOOP: 'is a link that leads back to itself',
  ERR_FS_FILE_TOO_LARGE: 'is too large to be read',
  EADDRINUSE: 'is in use by another program: name another port',
  EADDRNOTAVAIL: 'is no address of this machine',
  ENOTFOUND: 'is a name that nobody knows',
  ECONNREFUSED: 'answers nobody',
};

/** Whatever a command ended by, as one line for the person at the terminal; never a stack. */
export function sentenceOf(error: unknown): string {
  // Node tries every address of a name, and wraps what it got in an error without words.
  if (error instanceof AggregateError && error.errors.length > 0)
    return sentenceOf(error.errors[0]);
  const words = systemWords[factOf(error, 'code')];
  if (words !== undefined) {
    const host = factOf(error, 'address') || factOf(error, 'hostname');
    const address = [host, factOf(error, 'port')].filter((part) => part !== '').join(':');
    const what = factOf(error, 'dest') || factOf(error, 'path') || address;
    return `${what || 'What was named'} ${words}.`;
  }
  if (error instanceof Error && error.name === 'ZodError')
    return 'What was answered is not of this protocol: no backend of this version.';
  const message = error instanceof Error ? error.message : String(error);
  return message.trim() || 'It ended without a word of why.';
}

/** What the system adds to its errors under this name, as text; empty where it says nothing. */
function factOf(error: unknown, name: string): string {
  const fact: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '';
}
