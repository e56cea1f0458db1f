/** The cover, the calm page, breaks and what was seen. */
export const careStrings = {
  'page-cover': {
    covered: 'Covered',
    'covered-what': 'Everything is hidden and paused. Nothing is lost.',
    uncover: 'Uncover',
    stopped: 'You have stopped',
    'stopped-what':
      'If a case was open, it goes back to the queue, without any penalty. It is not given to you again today. A draft you began is kept here unless your policy says otherwise.',
    'stopped-rest': 'Take the time you need. Nothing on this desk runs out because you rest.',
    reason: 'Why, if you want to keep it (only you can read this)',
    back: 'Back to the desk',
  },
} as const;
