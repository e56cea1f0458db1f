/** The cover, the calm page, breaks and what was seen. */
export const careStrings = {
  'page-cover': {
    covered: 'Covered',
    'covered-what': 'Everything is hidden and paused. Nothing is lost.',
    uncover: 'Uncover',
  },
} as const;
