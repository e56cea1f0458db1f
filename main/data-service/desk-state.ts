import type { DeskState } from '../../shared/contract/desk-api.ts';
import { stuckAfterTries } from '../../shared/domain/verdict-status.ts';
import type { BegunAnew } from './cache/settings.ts';
import type { Tables } from './cache/tables.ts';
import type { ConnectionView } from './connection.ts';
import type { World } from './runtime/world.ts';
import { quotaUsedUpUntilMs } from './intake/quota.ts';

const keyFileWarning =
  'This desk’s key is stored unprotected next to its data: anyone who copies the folder can read it. Set a passphrase in the settings.';

/** The desk's own condition as the page shows it. */
export function readDeskState(
  tables: Tables,
  connection: ConnectionView,
  world: World,
  keyProtection: DeskState['keyProtection'],
  /** The backend's clock. */
  backendNowMs: number,
): DeskState {
  const enrolled = tables.settings.read('enrolment');
  const { total, ready, fetching, bytes } = tables.cases.counts();
  const skipped = tables.settings.read('skippedChanges') ?? 0;
  return {
    enrolment: enrolled && {
      deviceId: enrolled.deviceId,
      reviewerId: enrolled.reviewerId,
      reviewerName: enrolled.reviewerName,
      role: enrolled.role,
      quotaPerDay: enrolled.quotaPerDay,
      decidedToday: tables.verdicts.countSince(new Date(world.nowMs()).setHours(0, 0, 0, 0)),
      quotaUsedUpUntilMs: quotaUsedUpUntilMs(tables, backendNowMs),
      backendUrl: enrolled.backendUrl,
    },
    ...(enrolled
      ? connection.now
      : {
          connection: 'not-enrolled',
          connectionNote:
            connection.enrolmentNote ??
            'This desk is not enrolled yet. Enter the address of the backend and your invitation.',
        }),
    lastSyncAtMs: tables.settings.read('lastSyncAtMs'),
    outbox: {
      ...tables.outbox.counts(),
      stuck: tables.outbox.countTried(stuckAfterTries),
      toConfirm: tables.journal.countToConfirm(),
    },
    cases: { total, ready, fetching, bytes },
    keyProtection,
    warnings: [
      ...connection.warnings,
      ...protectionWarnings(tables, world),
      ...(keyProtection === 'key-file' ? [keyFileWarning] : []),
      ...(skipped > 0
        ? [
            `The backend sent ${skipped} kinds of news that this version of the desk does not know. An update may help.`,
          ]
        : []),
    ],
  };
}

const week = 7 * 86_400_000;

/** What happened to this desk's data that its reviewer should know. */
function protectionWarnings(tables: Tables, world: World): readonly string[] {
  const since = world.nowMs() - week;
  const rebuilt = tables.settings.read('rebuilt');
  const begunAnew = tables.settings.read('begunAnew');
  const isEnrolled = tables.settings.read('enrolment') !== null;
  return [
    ...(tables.settings.read('revokedAtMs') === null
      ? []
      : [
          'This desk was taken off by its backend: its cases and clips were destroyed. Verdicts made here are still in the journal.',
        ]),
    ...(rebuilt !== null && rebuilt.atMs > since ? [rebuiltSentence(rebuilt.verdicts)] : []),
    ...(begunAnew !== null && begunAnew.atMs > since
      ? [begunAnewSentence(begunAnew, isEnrolled)]
      : []),
  ];
}

function rebuiltSentence(verdicts: number | null): string {
  const aside =
    'The database of this desk could not be read. It was put aside, nothing was deleted, and a new one was begun; cases come again from the backend.';
  return verdicts === null
    ? `${aside} Verdicts that were not sent yet are in the rescue file: tell your operator, who can submit them from there.`
    : `${aside} ${verdicts} verdicts came along. If one is missing, tell your operator: the rescue file holds it.`;
}

function begunAnewSentence({ aside, unsent, rescueFile }: BegunAnew, isEnrolled: boolean): string {
  const sentences = [
    `A trial version, from before the first release, made the database of this desk. It was put aside as ${aside} in the desk's folder, nothing was deleted, and a new one was begun.`,
  ];
  if (unsent !== 0) {
    const verdicts =
      unsent === null ? 'Verdicts' : unsent === 1 ? '1 verdict' : `${unsent} verdicts`;
    const also = rescueFile === null ? '' : `, and sealed in ${rescueFile}`;
    sentences.push(
      `${verdicts} without a receipt ${unsent === 1 ? 'lies' : 'lie'} in it${also}: keep ${rescueFile === null ? 'it' : 'both'} and tell your operator. The version that made them can still send them.`,
    );
  }
  if (!isEnrolled) sentences.push('To go on, enrol this desk with a new code.');
  return sentences.join(' ');
}
