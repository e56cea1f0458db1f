import type { DeskState } from '../../../shared/contract/desk-api.ts';
import type { Result } from '../../../shared/lifetime/result.ts';
import type { Announce } from '../runtime/announcements.ts';
import type { Tables } from '../cache/tables.ts';
import type { EvidenceEngine } from '../evidence/engine.ts';
import type { Inspector } from '../evidence/inspector.ts';
import type { OwnModels } from '../evidence/own-models.ts';
import type { MediaStore } from '../media-store/media-store.ts';
import type { Rescue } from '../outbox/rescue.ts';
import type { Travel } from '../travel/travel.ts';
import type { OpenedCases } from './opened-cases.ts';
import type { World } from '../runtime/world.ts';

/** What the handlers of the page's calls work with; `entry.ts`'s service makes it. */
export type DeskDeps = {
  readonly tables: Tables;
  readonly store: MediaStore;
  readonly world: World;
  readonly announce: Announce;
  readonly evidence: EvidenceEngine;
  readonly inspector: Inspector;
  readonly models: OwnModels;
  readDesk(): DeskState;
  /** The operator's; null: whichever assistance service a person confirms. */
  readonly pinnedAssistHosts: readonly string[] | null;
  readonly openedCases: OpenedCases;
  syncNow(): Promise<void>;
  /** Asks the backend where its operator takes security reports; empty: nowhere; null: it did not say. */
  askSecurityContact(): Promise<string | null>;
  /** A verdict waits: the outbox should look. */
  nudgeOutbox(): void;
  /** Runs this once the present call has been answered. */
  afterAnswer(work: () => void): void;
  /** The reviewer has this case open; null: none. */
  caseOpened(caseId: string | null): void;
  /** A verdict was saved: what may not outlast it should go. */
  decided(): void;
  retryVerdict(verdictId: string): Result<null>;
  /** A sealed chunk did not open. */
  sealBroken(sha256: string): void;
  makeRoom(): boolean;
  /** Sealed copies of verdicts, for the day the database is lost. */
  readonly rescue: Rescue;
  /** Null while this desk is not enrolled. */
  travel(): Travel | null;
  nudgeTravel(): void;
};
