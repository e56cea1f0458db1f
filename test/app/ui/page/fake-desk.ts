import { fakeProtection } from './fake-protection.ts';
import {
  defaultPreferences,
  type AppApi,
  type Preferences,
} from '../../../../shared/contract/app-api.ts';
import type { EventData, EventName, Handlers } from '../../../../shared/contract/contract.ts';
import type {
  AssistSettings,
  CaseDetail,
  DeskApi,
  DeskState,
} from '../../../../shared/contract/desk-api.ts';
import type { FoundModel } from '../../../../shared/contract/evidence-api.ts';
import type { JournalEntry } from '../../../../shared/contract/journal-api.ts';
import { originalFile } from '../../../../shared/domain/generation.ts';
import type { JudgementDraft } from '../../../../shared/domain/judgement-gaps.ts';
import type { MachineProposal } from '../../../../shared/domain/machine-proposal.ts';
import type { ReviewWork } from '../../../../shared/domain/review-work.ts';
import { verdictStatusOf } from '../../../../shared/domain/verdict-status.ts';
import type { Fault } from '../../../../shared/lifetime/fault.ts';
import { err, ok } from '../../../../shared/lifetime/result.ts';
import { indexOfClip } from '../../player/harness/index-of-clip.ts';
import { fakeGeneration, fakePolicy, fakeRow } from './fake-cases.ts';
import { journalHandlers } from './fake-journal.ts';
import { fakeEnrolment } from './fake-enrolment.ts';
import { FakeCare } from './fake-care.ts';
import { FakeTravel } from './fake-travel.ts';
import { countStatistics } from './fake-statistics.ts';
import { listRows, neighbourOf } from './fake-queue.ts';

type Options = {
  readonly cases: number;
  readonly clips: readonly string[];
  readonly nowMs: number;
  readonly isFallback: boolean;
  readonly preferences: Preferences;
};

/** A desk made small: everything in memory, the same contracts as the real one. */
export class FakeDesk {
  readonly generations;
  readonly rows;
  readonly drafts = new Map<string, JudgementDraft>();
  readonly works = new Map<string, ReviewWork>();
  readonly journal: JournalEntry[] = [];
  readonly proposals = new Map<string, MachineProposal[]>();
  readonly travel = new FakeTravel();
  /** What the page said is open, in order. */
  readonly attended: (string | null)[] = [];
  readonly care = new FakeCare();
  ownModels: { models: FoundModel[]; troubles: string[] } = { models: [], troubles: [] };
  readonly files: { name: string; text: string }[] = [];
  /** The next call of this name ends so. */
  readonly nextFault = new Map<string, Fault>();
  /** Runs when the next call of this name is done, before its answer goes out. */
  readonly afterNext = new Map<string, () => void>();
  readonly #held = new Map<string, PromiseWithResolvers<void>>();
  /** As the policy says. */
  hidesProposals = true;
  preferences: Preferences;
  readyWith: number | null = null;
  /** The backend gives no more cases before. */
  quotaUsedUpUntilMs: number | null = null;
  securityContact: { contact: string | null; isKnown: boolean } = { contact: null, isKnown: false };
  /** False: verdicts wait in the outbox. */
  isOnline = true;
  /** False: the desk belongs to no backend yet. */
  isEnrolled = true;
  /** What else the outbox says than the journal. */
  outbox: Partial<DeskState['outbox']> = {};
  warnings: readonly string[] = [];
  assist: AssistSettings = {
    enabled: true,
    baseUrl: 'http://127.0.0.1:1/v1',
    moderationModel: 'omni-moderation',
    transcriptionModel: 'whisper-1',
  };
  emit: <N extends EventName<DeskApi>>(name: N, data: EventData<DeskApi, N>) => void = () => {};
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
    this.preferences = options.preferences;
    this.generations = Array.from({ length: options.cases }, (_, at) =>
      fakeGeneration(at, options.nowMs, 2_400_000),
    );
    this.rows = this.generations.map((generation, at) => fakeRow(at, options.nowMs, generation));
  }

  /** From now on calls of this name are answered only when it is let go. */
  hold(name: keyof Handlers<DeskApi>): void {
    this.#held.set(name, Promise.withResolvers());
  }

  release(name: keyof Handlers<DeskApi>): void {
    this.#held.get(name)?.resolve();
    this.#held.delete(name);
  }

  clipUrl(sha256: string): string {
    const { clips } = this.#options;
    return clips[Number.parseInt(sha256.slice(-8), 16) % clips.length] ?? '';
  }

  #at(caseId: string): number {
    return Number(caseId.replace('case-', ''));
  }

  #detail(at: number): CaseDetail | null {
    const row = this.rows[at];
    const generation = this.generations[at];
    if (!row || !generation) return null;
    const fault: Fault | null =
      row.state === 'blocked'
        ? { kind: 'needs-transcoding', message: generation.mediaNote, retry: 'later' }
        : null;
    return {
      row,
      epoch: 1,
      expiresAtMs: row.dueAtMs,
      generation,
      policy: { ...fakePolicy, proposalsHiddenUntilLean: this.hidesProposals },
      draft: (this.drafts.get(row.caseId) as CaseDetail['draft'] | undefined) ?? null,
      work: this.works.get(row.caseId) ?? null,
      verdicts: this.journal.filter((entry) => entry.verdict.caseId === row.caseId),
      proposals: this.proposals.get(row.caseId) ?? [],
      mediaFault: fault,
    };
  }

  #settle(entry: JournalEntry): void {
    const at = this.journal.indexOf(entry);
    const { verdictId, caseId } = entry.verdict;
    this.journal[at] = {
      ...entry,
      state: 'settled',
      receipt: {
        verdictId,
        receiptId: `r-${verdictId}`,
        outcome: 'effective',
        late: false,
        receivedAtMs: Date.now(),
        detail: '',
      },
    };
    const row = this.rows[this.#at(caseId)];
    if (row)
      this.rows[this.#at(caseId)] = {
        ...row,
        state: 'settled',
        outboxState: 'settled',
        verdictOutcome: 'effective',
        revision: row.revision + 1,
      };
    this.emit('verdictSettled', { verdictId, caseId });
    this.emit('caseChanged', { caseId, revision: (row?.revision ?? 0) + 1 });
    this.emit('deskChanged', {});
  }

  settleAll(): void {
    for (const entry of this.journal.filter(({ state }) => state === 'waiting'))
      this.#settle(entry);
  }

  reject(message: string): void {
    const at = this.journal.findIndex(({ state }) => state === 'waiting');
    const entry = this.journal[at];
    if (!entry) return;
    this.journal[at] = {
      ...entry,
      state: 'rejected',
      attempts: 1,
      lastFault: { kind: 'refused', message, retry: 'after-user' },
    };
    this.emit('verdictSettled', {
      verdictId: entry.verdict.verdictId,
      caseId: entry.verdict.caseId,
    });
  }

  #state() {
    const count = (state: JournalEntry['state']) =>
      this.journal.filter((entry) => entry.state === state).length;
    const rows = this.rows;
    return ok({
      enrolment: this.isEnrolled
        ? fakeEnrolment(this.journal.length, this.quotaUsedUpUntilMs)
        : null,
      connection: this.isOnline ? ('online' as const) : ('offline' as const),
      connectionNote: this.isOnline ? '' : 'The backend does not answer.',
      lastSyncAtMs: Date.now() - 4000,
      outbox: {
        waiting: count('waiting'),
        sending: count('sending'),
        settled: count('settled'),
        rejected: count('rejected'),
        stuck: this.journal.filter((entry) => verdictStatusOf(entry) === 'stuck').length,
        toConfirm: this.journal.filter((entry) => verdictStatusOf(entry) === 'needs-reconfirm')
          .length,
        ...this.outbox,
      },
      cases: {
        total: rows.length,
        ready: rows.filter((row) => row.state === 'ready').length,
        fetching: 1,
        bytes: 1e8,
      },
      keyProtection: 'key-file' as const,
      warnings: [...this.warnings],
    });
  }

  deskHandlers(): Handlers<DeskApi> {
    const handlers: Handlers<DeskApi> = {
      readDesk: () => this.#state(),
      syncNow: () => this.#state(),
      listCases: ({ filter, sort, offset, limit }) => {
        const rows = listRows(this.rows, filter, sort);
        return ok({ total: rows.length, rows: rows.slice(offset, offset + limit) });
      },
      neighbourCase: ({ filter, sort, caseId, direction }) =>
        ok(neighbourOf(this.rows, filter, sort, caseId, direction, this.isOnline)),
      openCase: ({ caseId }) => {
        const detail = this.#detail(this.#at(caseId));
        return detail ? ok(detail) : err('not-found', 'This case is not on this desk.');
      },
      setOpenCase: ({ caseId }) => {
        this.attended.push(caseId);
        return ok({});
      },
      readSecurityContact: () => ok(this.securityContact),
      listOwnModels: () => ok(this.ownModels),
      readEvidence: () => ok({ analyses: [] }),
      readFrameIndex: async ({ sha256 }) =>
        ok({ ...(await indexOfClip(this.clipUrl(sha256))), sha256 }),
      readMeasurement: () => ok({ bytes: null }),
      saveMeasurement: () => ok({}),
      ...this.care.handlers(),
      saveDraft: ({ caseId, draft }) => {
        this.drafts.set(caseId, draft);
        return ok({});
      },
      saveWork: ({ caseId, work }) => {
        this.works.set(caseId, work);
        return ok({});
      },
      recordVerdict: ({ caseId, judgement, conduct, supersedesVerdictId }) =>
        this.#record(caseId, judgement, conduct, supersedesVerdictId),
      ...journalHandlers(this, (entry) => this.#settle(entry)),
      ...this.travel.handlers(() => this.emit('travelChanged', {})),
      readStatistics: (span) => ok(countStatistics(this.journal, this.rows, span)),
      exportStatistics: ({ table }) =>
        ok({
          suggestedName: `second-look-${table}.csv`,
          csv: 'verdictId\r\n1\r\n',
          rows: this.journal.length,
        }),
      readAssist: () => ok({ settings: this.assist, hasKey: true }),
      runAssist: ({ caseId, frames }) => {
        const author = { provider: '127.0.0.1', model: 'omni-moderation', madeAtMs: Date.now() };
        const made: MachineProposal = {
          kind: 'moderation',
          author,
          scores: [
            {
              category: 'violence',
              providerCategory: 'violence',
              modality: 'picture',
              score: 0.03,
            },
          ],
          notChecked: ['Sound was not checked.'],
          sampledFrames: frames.map(({ frame }) => frame),
        };
        this.proposals.set(caseId, [made]);
        return ok({ proposals: [made], faults: [] });
      },
    };
    return this.#withFaults(handlers);
  }

  #record(
    caseId: string,
    judgement: Parameters<Handlers<DeskApi>['recordVerdict']>[0]['judgement'],
    conduct: JournalEntry['verdict']['conduct'],
    supersedesVerdictId: string | null,
  ) {
    const at = this.#at(caseId);
    const row = this.rows[at];
    const generation = this.generations[at];
    if (!row || !generation) return err('not-found', 'This case is not on this desk.');
    const verdictId = uuidV7(this.journal.length);
    const entry: JournalEntry = {
      title: row.title,
      verdict: {
        ...judgement,
        verdictId,
        caseId,
        generationId: generation.generationId,
        mediaSha256: originalFile(generation)?.sha256 ?? null,
        epoch: 1,
        policyVersion: fakePolicy.version,
        category:
          fakePolicy.branches.find((branch) => branch.branchId === judgement.branchId)?.category ??
          null,
        supersedesVerdictId,
        decidedAtMs: Date.now(),
        deviceId: 'dev-1',
        deviceSequence: this.journal.length + 1,
        conduct,
      },
      state: 'waiting',
      attempts: 0,
      lastFault: null,
      receipt: null,
      isSigned: true,
      logIndex: null,
      currentOutcome: null,
    };
    this.journal.push(entry);
    this.drafts.delete(caseId);
    this.works.delete(caseId);
    this.rows[at] = { ...row, state: 'saved', outboxState: 'waiting', revision: row.revision + 1 };
    this.emit('queueChanged', {});
    if (this.isOnline) setTimeout(() => this.#settle(entry), 300);
    return ok({ verdictId, savedAtMs: Date.now(), waiting: 1 });
  }

  #withFaults(handlers: Handlers<DeskApi>): Handlers<DeskApi> {
    return Object.fromEntries(
      Object.entries(handlers).map(([name, run]) => [
        name,
        async (input: never) => {
          await this.#held.get(name)?.promise;
          const fault = this.nextFault.get(name);
          if (!fault) {
            const outcome = (run as (input: never) => unknown)(input);
            this.afterNext.get(name)?.();
            this.afterNext.delete(name);
            return outcome;
          }
          this.nextFault.delete(name);
          return { ok: false, fault };
        },
      ]),
    ) as unknown as Handlers<DeskApi>;
  }

  appHandlers(): Handlers<AppApi> {
    return {
      readAppInfo: () =>
        ok({
          version: '0.1.0',
          electron: '45.4.1',
          chromium: '156',
          platform: 'linux x64',
          isFallbackRuntime: this.#options.isFallback,
          isEmbeddedBackend: this.isEnrolled,
        }),
      readPreferences: () => ok(this.preferences),
      savePreferences: (next) => {
        this.preferences = next;
        return ok(next);
      },
      saveFile: ({ suggestedName, text }) => {
        this.files.push({ name: suggestedName, text });
        return ok({ saved: true });
      },
      reportReady: ({ waiting }) => {
        this.readyWith = waiting;
        return ok({});
      },
      enrol: ({ invitation }) => {
        if (!/^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/.test(invitation))
          return err(
            'unauthorized',
            'The backend refused this desk: not known here.',
            'after-user',
          );
        this.isEnrolled = true;
        return ok({});
      },
      saveAssist: ({ settings }) => {
        this.assist = settings;
        return ok({});
      },
      keepPlace: () => ok({}),
      readPlace: () => ok({ caseId: null }),
      ...fakeProtection(),
    };
  }
}

export const startPreferences = defaultPreferences;

function uuidV7(n: number): string {
  return `01930000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}
