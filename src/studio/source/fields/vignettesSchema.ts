const text = { type: 'string' };
const answers = {
  type: 'object',
  additionalProperties: { type: ['string', 'number', 'array', 'null'], items: text },
};
const object = (about: Record<string, [type: object, description: string]>, required: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(about).map(([name, [type, description]]) => [name, { ...type, description }]),
  ),
  required,
  additionalProperties: false,
});

/** What the fields of `vignettes.json` are for: a JSON Schema, to complete and explain them. */
export const vignettesSchema = object(
  {
    baseline: [answers, 'The answers of a patient without any warning sign. Each vignette gives only what differs.'],
    vignettes: [
      {
        type: 'array',
        items: object(
          {
            title: [text, 'Who this example patient is, in a few words.'],
            answers: [answers, 'Only the answers that differ from the baseline, by question.'],
            clinic: [{ type: 'object', additionalProperties: text }, 'Clinic settings of the page this patient is on.'],
            outcome: [text, 'The id of the outcome that this patient must reach.'],
            redFlags: [{ type: 'array', items: text }, 'The ids of exactly the red flags that are raised.'],
            shows: [{ type: 'array', items: text }, 'Texts and buttons that the outcome shows, word for word.'],
            hides: [{ type: 'array', items: text }, 'Texts and buttons that the outcome does not show.'],
            note: [text, 'For editors. Never shown.'],
            todo: [text, 'Something left to do. The check reports it.'],
          },
          ['title', 'answers', 'outcome'],
        ),
      },
      'Example patients, each with the outcome they must reach.',
    ],
    note: [text, 'For editors. Never shown.'],
  },
  ['baseline', 'vignettes'],
);
