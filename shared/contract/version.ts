/** Number of the wire protocol between desk and backend; sent as the `Second-Look-Protocol` header. */
export const protocolVersion = 2;

/** Versions that this release still speaks, newest first: a desk and a backend one release apart understand each other. */
export const spokenProtocols: readonly number[] = [2, 1];

/** One line per version: what changed on the wire. */
export const protocolHistory: readonly string[] = [
  '1: first version',
  '2: verdicts are DSSE envelopes signed by the device; bare ones only from desks that never signed',
];

/** Header that carries `protocolVersion`; a backend that can't serve it answers 426. */
export const protocolHeader = 'second-look-protocol';
