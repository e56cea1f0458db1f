/** What each kind of fault means to a reviewer, and what to do next. */
export const faultStrings = {
  safe: 'Verdicts already saved are safe on this desk.',
  offline: {
    what: 'The backend can’t be reached.',
    next: 'Go on reviewing; the desk sends everything when the connection is back.',
  },
  'timed-out': {
    what: 'The answer took too long.',
    next: 'The desk tries again by itself.',
  },
  'not-enrolled': {
    what: 'This desk is not enrolled yet.',
    next: 'Open Settings, enter the backend’s address and your invitation code.',
  },
  unauthorized: {
    what: 'The backend no longer accepts this desk.',
    next: 'Ask your lead for a new invitation, then enrol again in Settings.',
  },
  'claim-lost': {
    what: 'This case is no longer yours.',
    next: 'Go on with the next case; your notes stay in the journal.',
  },
  'not-found': {
    what: 'That is not here any more.',
    next: 'Go back to the queue and choose another case.',
  },
  refused: {
    what: 'The other side said no.',
    next: 'Read its reason, change what is needed, then try again.',
  },
  'bad-message': {
    what: 'The page and the data service disagree about a message.',
    next: 'Restart the desk; if it stays, tell whoever looks after it.',
  },
  'bad-answer': {
    what: 'The backend answered with something that isn’t its protocol.',
    next: 'Check the backend’s address in Settings; the desk keeps trying.',
  },
  'server-error': {
    what: 'The backend has a fault of its own.',
    next: 'The desk tries again by itself.',
  },
  'upgrade-required': {
    what: 'The backend is newer than this desk.',
    next: 'Install the new version of Second Look; saved verdicts go out afterwards.',
  },
  'broken-media': {
    what: 'This file is broken: its picture can’t be read.',
    next: 'Judge it by its record, or choose “Escalate” so that it is made again.',
  },
  'unsupported-media': {
    what: 'This machine can’t decode this kind of clip.',
    next: 'Judge it by its record, or ask for a review copy from the backend.',
  },
  'needs-transcoding': {
    what: 'This clip needs a review copy first.',
    next: 'A backend with ffmpeg makes one by itself; until then judge it by its record.',
  },
  'integrity-failed': {
    what: 'The file does not match its fingerprint, so it is not played.',
    next: 'The desk fetches it again; until then judge it by its record.',
  },
  'not-ready': {
    what: 'The clip is still on its way.',
    next: 'It opens by itself as soon as it is here.',
  },
  'disk-full': { what: 'The disk is full.', next: 'Make room on this machine; then try again.' },
  'database-newer': {
    what: 'The desk’s database was written by a newer version.',
    next: 'Start the newer version of Second Look again.',
  },
  'database-older': {
    what: 'The desk’s database was made before the first release.',
    next: 'Leave the file where it is and tell whoever looks after this machine.',
  },
  'database-unreadable': {
    what: 'The desk’s database can’t be read.',
    next: 'Leave the file where it is and tell whoever looks after this machine.',
  },
  'may-not-leave': {
    what: 'This content must stay in the building.',
    next: 'Machine help by an outside service is not asked for this case.',
  },
  'not-configured': {
    what: 'This is not set up yet.',
    next: 'Set it up in Settings, then try again.',
  },
  cancelled: { what: 'This was cancelled.', next: 'Start it again when you like.' },
  closed: {
    what: 'The desk’s data service went away for a moment.',
    next: 'It is being started again. If you were saving a verdict, press save once more.',
  },
  failed: {
    what: 'Something went wrong inside the desk.',
    next: 'Try again; if it stays, restart the desk.',
  },
} as const;
