/** A word that is no longer used for a thing, what is used in its place, and where it is looked for. */
export type RetiredWord = {
  readonly retired: RegExp;
  readonly now: string;
  /** Files in which it means something else. */
  readonly except?: RegExp;
};

/** Names in code and words in comments alike: a reader meets one word for one thing. */
export const retiredWords: readonly RetiredWord[] = [
  { retired: /\b[vV]erdictFates?\b|\bfateOf\b|\bfates?\b/, now: 'verdict status' },
  { retired: /\b(ask|learn|note)Worth\b|\boutcomeNow\b|\boutcome_now\b/, now: 'currentOutcome' },
  { retired: /\bquarantined\b/, now: 'rejected' },
  { retired: /\bparked\b/i, now: 'rejected (desk), deferred (backend)' },
  { retired: /\b(heldBack|held-back)\b/, now: 'onlineOnly' },
  { retired: /\b[wW]ithheld\b/, now: 'blockedMedia' },
  { retired: /\bOutcome</, now: 'Result' },
  { retired: /(?<![.#\w])(success|failure)\(/, now: 'ok, err' },
  {
    retired: /\b(useLines|DeskLines|makeLine|LineState)\b/,
    now: 'useDeskClient, createPortClient',
  },
  { retired: /\b[aA]sker\b|\bAnswerer\b/, now: 'createClient, serve' },
  { retired: /\b(startLink|startPulse)\b/, now: 'startSync, startLoop' },
  { retired: /\.together\(/, now: 'transaction' },
  {
    retired: /\b(handAtWork|giveWay|[hH]andGate|watchHand)\b|hand is at work/,
    now: 'userActivity, throttle',
  },
  { retired: /\bPictureHand\b/, now: 'PictureGestures' },
  { retired: /\b(useWayOut|[wW]ayToFrame|wayTo)\b/, now: 'useCloseGuard, decodePath, commandOf' },
  { retired: /\b(lackOf\w*|withLack|Lack)\b/, now: 'limitation' },
  { retired: /\b(attendCase|useAttendance)\b/, now: 'setOpenCase' },
  { retired: /\b([fF]oresight|[cC]lipAhead)\b/, now: 'prefetch' },
  { retired: /\bletGo\b|\bgiveUp\b/, now: 'release, evict, cancel' },
  {
    retired: /\b([kK]eyKeeper|[kK]eptKey|[kK]eptProgram|keepProgram)\b/,
    now: 'KeyStore, storedKey, superviseProgram',
  },
  {
    retired: /\b\w+Surroundings\b|\btype Given\b/,
    now: '…Deps (built with), …Options (called with)',
  },
  {
    retired: /\b(standingOf|[fF]ileStanding|[eE]videnceStandings|standingOn\w*)\b/,
    now: '…Status, …State',
  },
];
