import type { LogSigner } from '../audit/verdict-log.ts';
import type { Intake } from '../intake/take-in.ts';
import type { MediaFolder } from '../media/media-folder.ts';
import type { LeaseTimes } from '../review/claims.ts';
import type { Database } from '../store/database.ts';
import type { WrongGuesses } from './wrong-guesses.ts';

/** What the calls work with. Everything that changes with time or machine is in here. */
export type Backend = {
  readonly database: Database;
  readonly folder: MediaFolder;
  readonly intake: Intake;
  readonly leaseTimes: LeaseTimes;
  /** The server's clock in epoch milliseconds: it alone decides. */
  readonly now: () => number;
  /** Ties feed cursors to this database. */
  readonly feedId: string;
  /** Signs the heads of the verdict log. */
  readonly logSigner: LogSigner;
  /** Desks seal copies of their verdicts to it: raw X25519, base64. */
  readonly rescuePublicKey: string;
  readonly operatorToken: string;
  /** Where to report security problems, as the operator set it. */
  readonly securityContact: string | null;
  /** Wrong ones of late; apart, since a desk that was taken off and tries on must keep no newcomer out. */
  readonly guesses: { readonly codes: WrongGuesses; readonly tokens: WrongGuesses };
  readonly canTranscode: boolean;
  /** How long an upload waits for its review copy before it answers without one. */
  readonly uploadPatienceMs: number;
  /** A handler threw: ids, kinds and stack lines only. */
  readonly onBug: (where: string, error: unknown) => void;
};
