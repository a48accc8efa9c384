import fc from 'fast-check';
import { parseFlow } from '../../src/flow/parse.js';
import type { Condition, Flow, Question } from '../../src/flow/schema.js';

/** A question with few answers, so that all conversations can be counted one by one. */
function question(id: string): fc.Arbitrary<Question> {
  const choices = fc
    .integer({ min: 2, max: 3 })
    .map((n) => [
      ...Array.from({ length: n }, (_, i) => ({ id: `c${i}`, label: `Choice ${i}` })),
      { id: 'not-sure', label: 'Not sure' },
    ]);
  const optional = fc.option(fc.constant(true as const), { nil: undefined, freq: 4 });
  const about = (skip: true | undefined) => ({ id, ask: `Question ${id}?`, ...(skip ? { optional: skip } : {}) });
  return fc.oneof(
    fc.tuple(choices, optional).map(([list, skip]) => ({ ...about(skip), type: 'choice' as const, choices: list })),
    fc.tuple(choices, optional).map(([list, skip]) => ({
      ...about(skip),
      type: 'choices' as const,
      choices: [...list.slice(0, 3), { id: 'none', label: 'None', exclusive: true }],
    })),
    fc
      .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 4 }), optional)
      .map(([min, span, skip]) => ({ ...about(skip), type: 'number' as const, min, max: min + span })),
  );
}

/** A comparison with one of the questions, or a combination; sometimes with one that is asked later. */
function condition(questions: readonly Question[]): fc.Arbitrary<Condition> {
  const atom: fc.Arbitrary<Condition> = fc.constantFrom(...questions).chain((one): fc.Arbitrary<Condition> => {
    if ('choices' in one) {
      const ids = one.choices.map(({ id }) => id);
      return fc.subarray(ids, { minLength: 1, maxLength: 2 }).map((is) => ({ question: one.id, is }));
    }
    const limit = fc.integer({ min: one.min - 1, max: one.max + 1 });
    return fc.oneof(
      limit.map((atLeast) => ({ question: one.id, atLeast })),
      limit.map((atMost) => ({ question: one.id, atMost })),
    );
  });
  return fc.letrec<{ any: Condition }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { arbitrary: atom, weight: 4 },
      { arbitrary: fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })), weight: 2 },
      { arbitrary: fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })), weight: 2 },
      { arbitrary: tie('any').map((not) => ({ not })), weight: 1 },
    ),
  })).any;
}

/** An arbitrary valid flow: every question type, skips, conditions on anything, any number of stops. */
export function anyFlow(most: number): fc.Arbitrary<Flow> {
  return fc
    .integer({ min: 1, max: most })
    .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => question(`q${i}`))))
    .chain((questions) => {
      const when = fc.option(condition(questions), { nil: undefined, freq: 2 });
      const whens = fc.array(when, { minLength: questions.length, maxLength: questions.length });
      const outcomes = ['emergency', 'emergency-two', 'urgent', 'soon', 'urgent-two'];
      return fc.record({
        questions: fc.constant(questions),
        whens,
        cuts: fc.array(fc.boolean(), { minLength: questions.length, maxLength: questions.length }),
        stops: fc.array(fc.boolean(), { minLength: questions.length, maxLength: questions.length }),
        sectionWhens: fc.array(when, { minLength: questions.length, maxLength: questions.length }),
        flags: fc.array(fc.tuple(condition(questions), fc.constantFrom(...outcomes)), { maxLength: 6 }),
        routineWhen: when,
      });
    })
    .map(({ questions, whens, cuts, stops, sectionWhens, flags, routineWhen }) => {
      const sections: { id: string; title: string; stopIfFlagged?: boolean; when?: Condition; questions: unknown[] }[] =
        [];
      questions.forEach((one, i) => {
        const own = whens[i];
        if (i === 0 || cuts[i]) {
          const sectionWhen = sectionWhens[i];
          sections.push({
            id: `s${i}`,
            title: `Section ${i}`,
            stopIfFlagged: stops[i] ?? false,
            ...(sectionWhen ? { when: sectionWhen } : {}),
            questions: [],
          });
        }
        sections.at(-1)?.questions.push(own ? { ...one, when: own } : one);
      });
      const json = {
        format: 1,
        id: 'any',
        version: '1',
        language: 'en',
        title: 'Any flow',
        review: { status: 'draft', by: '', on: '', next: '' },
        sections,
        redFlags: flags.map(([flagWhen, outcome], i) => ({
          id: `f${i}`,
          when: flagWhen,
          outcome,
          because: 'Because.',
          source: ['s'],
        })),
        sources: [{ id: 's', title: 'A source', url: 'https://example.org/' }],
        outcomes: [
          { id: 'emergency', urgency: 'emergency', title: 'E', content: [] },
          { id: 'urgent', urgency: 'urgent', title: 'U', content: [] },
          { id: 'emergency-two', urgency: 'emergency', title: 'E2', content: [] },
          { id: 'urgent-two', urgency: 'urgent', title: 'U2', content: [] },
          { id: 'soon', urgency: 'soon', title: 'S', content: [] },
          {
            id: 'special',
            urgency: 'routine',
            title: 'R1',
            content: [],
            ...(routineWhen ? { when: routineWhen } : {}),
          },
          { id: 'book', urgency: 'routine', title: 'R', content: [] },
        ],
      };
      const { flow, problems } = parseFlow(json);
      if (problems) throw new Error(JSON.stringify(problems));
      return flow;
    });
}
