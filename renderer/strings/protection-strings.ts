/** The words of the lock screen and of the protection part of the settings. */
export const protectionStrings = {
  title: 'Protection',
  both: 'To open it, the passphrase and this machine’s keychain are both needed.',
  'embedded-in-clear':
    'The backend that comes with this desk is for trying out: its database and your own clips lie in this desk’s folder unencrypted, whatever protects the desk. Wiping the desk destroys them too.',
  locked: 'This desk is locked',
  'locked-what':
    'Verdicts that were saved are safe. They are sent after you unlock; drafts wait in their cases.',
  passphrase: 'Passphrase',
  unlock: 'Unlock',
  unlocking: 'Unlocking…',
  wait_one: 'Next try in {{count}} second.',
  wait_other: 'Next try in {{count}} seconds.',
  forgotten: 'Passphrase forgotten',
  'forgotten-what':
    'Nobody can open this desk without its passphrase, neither you nor your operator. You can wipe it and enrol it again. Verdicts in the rescue file stay.',
  current: 'Present passphrase',
  next: 'New passphrase',
  'next-rule': 'At least {{count}} characters; a few plain words are good.',
  'next-repeats': 'This repeats itself: it is guessed at once.',
  'next-guessable': 'These words, runs or years are guessed first. Take others.',
  again: 'New passphrase again',
  'not-the-same': 'The two are not the same.',
  set: 'Set the passphrase',
  change: 'Change the passphrase',
  remove: 'Remove it',
  'done-set': 'The passphrase is set. Without it this desk can’t be opened.',
  'done-changed': 'The passphrase was changed.',
  'done-removed': 'The passphrase was removed.',
  'lock-after': 'Lock when idle (minutes)',
  'lock-after-set': 'Lock after {{minutes}} minutes',
  'lock-what':
    'The desk also locks when this machine sleeps or its screen is locked. While it is locked no key is in memory.',
  'lock-now': 'Lock now',
  wipe: {
    title: 'Wipe this desk',
    what: 'Sends what waits, then destroys the keys and all that this desk holds: cases, clips, drafts, journal. Undecided cases return to the queue when their lease ends.',
    'what-locked':
      'Destroys the keys and all that this desk holds: cases, clips, drafts, journal, and verdicts that were not sent yet unless the rescue file holds them.',
    type: 'Type {{word}} to confirm',
    'even-unsent': 'Wipe, even if verdicts are lost from this machine',
    'nothing-yet': 'Nothing was wiped.',
    act: 'Wipe this desk',
    wiping: 'Wiping…',
  },
} as const;
