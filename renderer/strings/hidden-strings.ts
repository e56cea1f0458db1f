/** What is said of characters that nobody sees, in words that others wrote. */
export const hiddenStrings = {
  note_one: '{{count}} hidden character, shown as a mark.',
  note_other: '{{count}} hidden characters, shown as marks.',
  'in-field_one': '{{count}} hidden character in this field. All of it:',
  'in-field_other': '{{count}} hidden characters in this field. All of it:',
  words: 'Hidden words: {{words}}',
  kinds: {
    tags_one: 'A hidden tag character: {{codes}}',
    tags_other: '{{count}} hidden tag characters: {{codes}}',
    selectors_one: 'A hidden variation selector: {{codes}}',
    selectors_other: '{{count}} hidden variation selectors: {{codes}}',
    direction_one: 'A hidden character that turns the direction of text: {{codes}}',
    direction_other: '{{count}} hidden characters that turn the direction of text: {{codes}}',
    'zero-width_one': 'A hidden character without width: {{codes}}',
    'zero-width_other': '{{count}} hidden characters without width: {{codes}}',
    control_one: 'A control character: {{codes}}',
    control_other: '{{count}} control characters: {{codes}}',
    private_one: 'A private character, which every font shows otherwise: {{codes}}',
    private_other: '{{count}} private characters, which every font shows otherwise: {{codes}}',
  },
} as const;
