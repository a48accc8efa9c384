const source = {
  id: 'official-page',
  title: 'Put here who published it, and its title',
  url: 'https://www.nhs.uk/conditions/',
};

/** A small flow with everything that a flow needs: a safety question, red flags, an outcome of each kind. */
export const starterFlow = (id: string) => ({
  format: 1,
  id,
  version: '0.1.0',
  language: 'en',
  title: 'A new guide',
  review: { status: 'draft', by: '', on: '', next: '' },
  intro: ['A few questions, to find out what kind of care fits.'],
  sections: [
    {
      id: 'safety',
      title: 'First, a safety question',
      stopIfFlagged: true,
      questions: [
        {
          id: 'signs',
          type: 'choices',
          ask: 'Do you have any of these?',
          help: 'Tick all that apply.',
          why: 'Some signs need a doctor first.',
          choices: [
            { id: 'very-unwell', label: 'I feel very unwell' },
            { id: 'getting-worse', label: 'It gets worse every day' },
            { id: 'not-sure', label: "I'm not sure" },
            { id: 'none', label: 'None of these', exclusive: true },
          ],
        },
      ],
    },
    {
      id: 'story',
      title: 'About your pain',
      questions: [{ id: 'weeks', type: 'number', ask: 'For how many weeks?', min: 0, max: 520, unit: 'weeks' }],
    },
  ],
  redFlags: [
    {
      id: 'unwell',
      when: { question: 'signs', is: 'very-unwell' },
      outcome: 'emergency',
      because: 'Feeling very unwell can need help at once.',
      source: ['official-page'],
    },
    {
      id: 'worse',
      when: { question: 'signs', is: ['getting-worse', 'not-sure'] },
      outcome: 'doctor-first',
      because: 'A doctor should look for the cause.',
      source: ['official-page'],
    },
  ],
  outcomes: [
    {
      id: 'emergency',
      urgency: 'emergency',
      title: 'Get help now',
      content: ['Call {emergency.number|your local emergency number}.'],
      actions: [{ call: '{emergency.number}', label: 'Call {emergency.number}' }],
    },
    {
      id: 'doctor-first',
      urgency: 'soon',
      title: 'See a doctor first',
      content: ['See a doctor within two weeks, before any treatment.'],
    },
    {
      id: 'book',
      urgency: 'routine',
      title: 'You could book a visit',
      content: [
        'We found no warning signs in your answers. That is not a check-up.',
        {
          card: 'Early days',
          when: { question: 'weeks', atMost: 6 },
          content: ['Many kinds of pain settle by themselves in the first weeks.'],
        },
      ],
      actions: [{ book: '{clinic.booking}', label: 'Book a visit' }],
    },
  ],
  sources: [source],
});

/** Its example patients. */
export const starterVignettes = {
  baseline: { signs: ['none'], weeks: 3 },
  vignettes: [
    { title: 'Three weeks, no signs', answers: {}, outcome: 'book', redFlags: [], shows: ['Early days'] },
    { title: 'Half a year, no signs', answers: { weeks: 26 }, outcome: 'book', redFlags: [], hides: ['Early days'] },
    { title: 'Very unwell', answers: { signs: ['very-unwell'] }, outcome: 'emergency', redFlags: ['unwell'] },
    { title: 'Worse every day', answers: { signs: ['getting-worse'] }, outcome: 'doctor-first', redFlags: ['worse'] },
    { title: 'Not sure', answers: { signs: ['not-sure'] }, outcome: 'doctor-first', redFlags: ['worse'] },
  ],
};
