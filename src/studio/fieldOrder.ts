/**
 * The order in which the fields of anything in a flow are written: a field that is added by a form goes where a person
 * would have put it. Fields that are not named here come last.
 */
const fieldOrder: readonly string[] = [
  '$schema',
  'format',
  'id',
  'version',
  'language',
  'languages',
  'type',
  'urgency',
  'picture',
  'label',
  'title',
  'text',
  'heading',
  'list',
  'callout',
  'card',
  'details',
  'image',
  'alt',
  'topic',
  'call',
  'book',
  'link',
  'plan',
  'when',
  'stopIfFlagged',
  'outcome',
  'because',
  'ask',
  'help',
  'why',
  'intro',
  'content',
  'optional',
  'choices',
  'actions',
  'min',
  'max',
  'unit',
  'minLabel',
  'maxLabel',
  'exclusive',
  'region',
  'source',
  'onlyIfAsked',
  'url',
  'questions',
  'sections',
  'note',
  'todo',
];

/** Before which of the fields that are there a new one goes; their number when it goes last. */
export function placeOfField(field: string, present: readonly string[]): number {
  const rank = fieldOrder.indexOf(field);
  if (rank < 0) return present.length;
  const next = present.findIndex((other) => fieldOrder.indexOf(other) > rank);
  return next < 0 ? present.length : next;
}
