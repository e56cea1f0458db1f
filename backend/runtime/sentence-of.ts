import { z } from 'zod';

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

const systemError = z.object({
  code: z.string(),
  path: z.string().optional(),
  dest: z.string().optional(),
  address: z.string().optional(),
  hostname: z.string().optional(),
  port: z.number().optional(),
});

/** Whatever a command ended by, as one line for the person at the terminal; never a stack. */
export function sentenceOf(error: unknown): string {
  // Node tries every address of a name, and wraps what it got in an error without words.
  if (error instanceof AggregateError && error.errors.length > 0)
    return sentenceOf(error.errors[0]);
  const system = systemError.safeParse(error).data;
  const words = system && systemWords[system.code];
  if (system && words !== undefined) {
    const address = [system.address ?? system.hostname, system.port].filter(Boolean).join(':');
    return `${system.dest ?? system.path ?? (address || 'What was named')} ${words}.`;
  }
  if (error instanceof z.ZodError)
    return 'What was answered is not of this protocol: no backend of this version.';
  const message = error instanceof Error ? error.message : String(error);
  return message.trim() || 'It ended without a word of why.';
}
