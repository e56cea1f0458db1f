/** Where the reviewer is in the desk. */
export type Place =
  | { readonly room: 'queue' }
  /** `skipped`: so many cases before it could not be fetched, because the backend was away. */
  | {
      readonly room: 'case';
      readonly caseId: string;
      readonly skipped?: number;
      /** Its verdict is taken up again at once. */
      readonly isChange?: boolean;
    }
  | { readonly room: 'journal' }
  | { readonly room: 'statistics' }
  | { readonly room: 'settings' }
  | { readonly room: 'travel' }
  | { readonly room: 'day' };

export const rooms = ['queue', 'journal', 'statistics', 'settings', 'travel', 'day'] as const;
export type Room = (typeof rooms)[number];

/** The command that goes to a room. */
export const commandOf = {
  queue: 'go-queue',
  journal: 'go-journal',
  statistics: 'go-statistics',
  settings: 'go-settings',
  travel: 'go-travel',
  day: 'go-day',
} as const;
