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
  break: {
    time: 'You have reviewed for {{minutes}} minutes without a break. Five minutes away from the screen are worth it.',
    pause_one:
      'Only cases that may be distressing wait now, and you have just seen one. {{minutes}} minutes away from the screen come first.',
    pause_other:
      'Only cases that may be distressing wait now, and you have just seen {{count}} in a row. {{minutes}} minutes away from the screen come first.',
    begin: 'Begin the break',
    later: 'In 15 minutes',
    on: 'Your break',
    over: 'Your break is over',
    until: 'Until {{at}}, {{left}} left.',
    kept: 'Your draft is saved and the case stays yours. Nothing opens before you are back.',
    'why-early': 'To end it early, say why (only you can read this)',
    'end-early': 'End the break',
    back: 'Back to the desk',
  },
  day: {
    title: 'Your day',
    private:
      'For you alone: it is encrypted on this desk, is in no export, and is never sent to anybody.',
    done: 'What you did',
    verdicts_zero: 'No verdicts today.',
    verdicts_one: '{{count}} verdict today.',
    verdicts_other: '{{count}} verdicts today.',
    handle: 'Half of them took less than {{time}}.',
    seen: 'What you were shown',
    nothing: 'Nothing yet.',
    harm: 'Harm',
    severity: 'Severity',
    items: 'Cases',
    unfiltered: 'Unfiltered',
    filtered: 'Filtered',
    'not-judged': 'not judged',
    'what-counts':
      'Unfiltered is time with the picture as it is, or with sound; filtered is time behind blur, grey or lines, and mute. Harm and severity are those of your verdict; before it, what the clip was expected to show.',
    rests: 'Breaks and limits',
    'caps-kept': 'Today’s limits were kept.',
    'caps-passed': 'A limit was passed, or a break was cut short.',
    breaks_zero: 'No breaks yet.',
    breaks_one: '{{count}} break.',
    breaks_other: '{{count}} breaks.',
    whole: '{{from}} to {{to}}.',
    'cut-short': '{{from}} to {{to}}, cut short:',
    stopped: '{{at}}, you stopped:',
  },
} as const;
