/** Number of the wire protocol between desk and backend; sent as the `Second-Look-Protocol` header. */
export const protocolVersion = 1;

/** One line per version: what changed on the wire. */
export const protocolHistory: readonly string[] = ['1: first version'];

/** Header that carries `protocolVersion`; a backend that can't serve it answers 426. */
export const protocolHeader = 'second-look-protocol';
