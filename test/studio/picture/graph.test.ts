import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionsOf } from '../../../src/flow/answer.js';
import { parseFlow } from '../../../src/flow/parse.js';
import type { Flow } from '../../../src/flow/schema.js';
import { compileFlow } from '../../../src/machine/compile.js';
import { raisedFlags, replay } from '../../../src/machine/session.js';
import { type Graph, graphOf, type PictureNode } from '../../../src/studio/picture/graph.js';
import { leadingTo, marksOf, nodeAt } from '../../../src/studio/picture/nodePlaces.js';
import { stepsOf } from '../../../src/studio/picture/steps.js';
import { traceOf } from '../../../src/studio/picture/trace.js';
import { everyAnswer } from '../../fixtures/answers.js';
import { anyFlow } from '../../fixtures/arbitraryFlow.js';
import { smallFlow } from '../../fixtures/smallFlow.js';

const { flow } = parseFlow(JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8')));
if (!flow) throw new Error('flows/sciatica/flow.json cannot be shown.');
const sciatica: Flow = flow;
const all = { onlyWhatMatters: false };

const of = <K extends PictureNode['kind']>(graph: Graph, kind: K) =>
  graph.nodes.filter((node): node is Extract<PictureNode, { kind: K }> => node.kind === kind);
const arrows = (graph: Graph) => graph.edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`);

describe('the graph', () => {
  test('holds every section, question, outcome and red flag', () => {
    const graph = graphOf(sciatica, all);
    expect(graph.lanes.map(({ title }) => title)).toEqual([
      ...sciatica.sections.map(({ title }) => title),
      'Where it ends',
    ]);
    expect(of(graph, 'question').map(({ question }) => question)).toEqual(questionsOf(sciatica).map(({ id }) => id));
    expect(of(graph, 'outcome').map(({ outcome }) => outcome)).toEqual(sciatica.outcomes.map(({ id }) => id));
    const flags = of(graph, 'flags');
    expect(new Set(flags.flatMap((node) => node.flags))).toEqual(new Set(sciatica.redFlags.map(({ id }) => id)));
    for (const { id, outcome } of sciatica.redFlags)
      for (const node of flags.filter((one) => one.flags.includes(id))) expect(node.outcome).toBe(outcome);
  });

  test('has an arrow from a question to its red flags, and from those to their outcome', () => {
    const graph = graphOf(sciatica, all);
    for (const node of of(graph, 'flags')) {
      expect(arrows(graph)).toContain(`question:${node.question} raises ${node.id}`);
      expect(arrows(graph)).toContain(`${node.id} ends outcome:${node.outcome}`);
    }
  });

  test('goes past what is not for everybody, and ends a section where a red flag stops it', () => {
    const graph = graphOf(smallFlow(), all);
    expect(arrows(graph).filter((arrow) => !arrow.includes('flags:'))).toEqual([
      'start next question:signs-now',
      'question:signs-now next fork:weak-since',
      'fork:weak-since yes question:weak-since',
      'question:weak-since next stop:safety',
      'fork:weak-since otherwise stop:safety',
      'stop:safety stops decide',
      'stop:safety next question:weeks',
      'question:weeks next question:pain',
      'question:pain next question:desk',
      'question:desk next decide',
      'decide next fork:emergency',
      'fork:emergency yes outcome:emergency',
      'fork:emergency otherwise fork:today',
      'fork:today yes outcome:today',
      'fork:today otherwise fork:doctor',
      'fork:doctor yes outcome:doctor',
      'fork:doctor otherwise fork:desk-book',
      'fork:desk-book yes outcome:desk-book',
      'fork:desk-book otherwise fork:book',
      'fork:book yes outcome:book',
    ]);
    expect(of(graph, 'question')[1]?.when).toBe('1: I am weak');
    expect(of(graph, 'flags').map(({ id, flags }) => [id, flags])).toEqual([
      ['flags:signs-now:emergency', ['numbness']],
      ['flags:signs-now:today', ['weakness']],
      ['flags:signs-now:doctor', ['unsure']],
      ['flags:weak-since:emergency', ['weak-fast']],
      ['flags:pain:doctor', ['long-and-bad']],
    ]);
  });

  test('goes past a section that is not for everybody', () => {
    const flow = smallFlow((json) => {
      Object.assign(json.sections[1] as object, { when: { question: 'signs-now', is: 'none' } });
    });
    const found = arrows(graphOf(flow, all));
    expect(found).toContain('stop:safety next fork:story');
    expect(found).toContain('fork:story yes question:weeks');
    expect(found).toContain('fork:story otherwise decide');
  });

  test('hides what no red flag depends on, but never a question that a red flag reads or that leads to one', () => {
    const graph = graphOf(sciatica, { onlyWhatMatters: true });
    const shown = of(graph, 'question').map(({ question }) => question);
    // Read by no red flag itself, but only who is asked "trend" can be asked "seen".
    expect(shown).toContain('onset');
    expect(shown).toContain('age');
    expect(shown).not.toContain('sitting');
    expect(shown).not.toContain('devices');
    expect(graph.hidden).toBe(questionsOf(sciatica).length - shown.length);
    expect(new Set(of(graph, 'flags').flatMap(({ flags }) => flags)).size).toBe(sciatica.redFlags.length);
    // A question keeps the number that it has in the script.
    expect(of(graph, 'question').find(({ question }) => question === 'onset')?.number).toBe(16);
  });

  test('what leads to an outcome is its red flags and all questions they depend on', () => {
    const graph = graphOf(smallFlow(), all);
    expect([...leadingTo(graph, 'emergency')]).toEqual([
      'question:signs-now',
      'flags:signs-now:emergency',
      'question:weak-since',
      'flags:weak-since:emergency',
      'outcome:emergency',
    ]);
    expect([...leadingTo(graph, 'doctor')]).toContain('question:weeks');
  });

  test('marks the node that a place or a problem of flow.json belongs to', () => {
    const flow = smallFlow();
    const graph = graphOf(flow, all);
    expect(nodeAt(graph, flow, ['sections', 0, 'questions', 1, 'choices', 0, 'label'])).toBe('question:weak-since');
    expect(nodeAt(graph, flow, ['redFlags', 4, 'because'])).toBe('flags:pain:doctor');
    expect(nodeAt(graph, flow, ['sections', 1, 'title'])).toBe('lane:story');
    expect(nodeAt(graph, flow, ['topics', 0])).toBeUndefined();
    const problem = (file: string, severity: 'error' | 'warning') => ({
      ...({
        code: 'todo',
        file,
        severity,
        message: '',
        help: '',
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
      } as const),
      path: ['outcomes', 1, 'title'],
    });
    const marks = marksOf(graph, flow, [
      problem('flow.json', 'error'),
      problem('flow.json', 'warning'),
      problem('vignettes.json', 'error'),
    ]);
    expect([...marks]).toEqual([['outcome:today', { errors: 1, warnings: 1 }]]);
  });
});

describe('the arrow keys', () => {
  test('go down and up the questions, right to what they raise, and back', () => {
    const { to, spine } = stepsOf(graphOf(smallFlow(), all));
    expect(spine[0]).toBe('question:signs-now');
    expect(to('question:signs-now', 'ArrowDown', undefined)).toBe('question:weak-since');
    expect(to('question:weak-since', 'ArrowUp', undefined)).toBe('question:signs-now');
    expect(to('question:signs-now', 'ArrowUp', undefined)).toBeUndefined();
    expect(to('question:signs-now', 'ArrowRight', undefined)).toBe('flags:signs-now:emergency');
    expect(to('flags:signs-now:emergency', 'ArrowDown', undefined)).toBe('flags:signs-now:today');
    expect(to('flags:signs-now:today', 'ArrowLeft', undefined)).toBe('question:signs-now');
    expect(to('flags:signs-now:today', 'ArrowRight', undefined)).toBe('outcome:today');
    expect(to('outcome:doctor', 'ArrowLeft', 'flags:pain:doctor')).toBe('flags:pain:doctor');
    expect(to('outcome:doctor', 'End', undefined)).toBe('outcome:book');
    expect(to('outcome:doctor', 'Home', undefined)).toBe('question:signs-now');
  });

  test('reach every node of sciatica from the first', () => {
    const graph = graphOf(sciatica, all);
    const steps = stepsOf(graph);
    const reached = new Set<string>([steps.spine[0] as string]);
    for (const id of reached)
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft']) {
        const next = steps.to(id, key, undefined);
        if (next) reached.add(next);
      }
    const wanted = graph.nodes.filter(({ kind }) => kind !== 'fork' && kind !== 'start').map(({ id }) => id);
    expect([...reached].sort()).toEqual(wanted.sort());
  });
});

describe('a conversation in the graph', () => {
  /** An arbitrary flow with one answer to each of its questions, of which some are not given yet. */
  const anyConversation = anyFlow(6).chain((flow) =>
    fc.record({
      flow: fc.constant(flow),
      answers: fc.record(
        Object.fromEntries(questionsOf(flow).map((one) => [one.id, fc.constantFrom(...everyAnswer(one))])),
      ),
      given: fc.nat({ max: 8 }),
      onlyWhatMatters: fc.boolean(),
    }),
  );

  test('goes through the questions that the machine asks, in its order, to the outcome it reaches', () => {
    fc.assert(
      fc.property(anyConversation, ({ flow, answers, given }) => {
        const some = Object.fromEntries(Object.entries(answers).slice(0, given));
        const graph = graphOf(flow, all);
        const trace = traceOf(graph, flow, some);
        const { steps, question, outcome } = replay(compileFlow(flow), some);
        const asked = [...steps.map((step) => step.question.id), ...(question ? [question.id] : [])];
        expect(trace.path.filter((id) => id.startsWith('question:'))).toEqual(asked.map((id) => `question:${id}`));
        expect(trace.now).toBe(question && `question:${question.id}`);
        expect(trace.outcome).toBe(outcome && `outcome:${outcome.id}`);
        expect(trace.path.at(-1)).toBe(outcome ? `outcome:${outcome.id}` : `question:${question?.id}`);
        // Along arrows that are there, one after the other.
        const ids = new Set(graph.edges.map(({ id }) => id));
        const walked = trace.path.slice(1).map((to, index) => `${trace.path[index]}>${to}`);
        expect(walked.every((edge) => ids.has(edge))).toBe(true);
        expect([...trace.edges]).toEqual(walked);
      }),
      { numRuns: 600, seed: 20261125 },
    );
  });

  test('ends at the same outcome where questions are hidden', () => {
    fc.assert(
      fc.property(anyConversation, ({ flow, answers }) => {
        const trace = traceOf(graphOf(flow, { onlyWhatMatters: true }), flow, answers);
        const { outcome } = replay(compileFlow(flow), answers);
        expect(trace.path.at(-1)).toBe(`outcome:${outcome?.id}`);
      }),
      { numRuns: 300, seed: 20261125 },
    );
  });

  test('shows every red flag that it has raised, at a question that was asked', () => {
    const answers = { 'signs-now': ['weak', 'not-sure'], 'weak-since': 'weeks' };
    const flow = smallFlow();
    const trace = traceOf(graphOf(flow, all), flow, answers);
    expect(raisedFlags(flow, answers).map(({ id }) => id)).toEqual(['unsure', 'weakness']);
    expect([...trace.raised]).toEqual(['flags:signs-now:today', 'flags:signs-now:doctor']);
    expect(trace.path.slice(-5)).toEqual(['stop:safety', 'decide', 'fork:emergency', 'fork:today', 'outcome:today']);
  });

  test('an emergency ends at once, at the red flag of the last answer', () => {
    const flow = smallFlow();
    const trace = traceOf(graphOf(flow, all), flow, { 'signs-now': ['numb'] });
    expect(trace.path).toEqual(['start', 'question:signs-now', 'flags:signs-now:emergency', 'outcome:emergency']);
  });

  test('is followed as far as an older graph goes', () => {
    const trace = traceOf(graphOf(smallFlow(), all), sciatica, { age: 'age-18-44' });
    expect(trace.path[0]).toBe('start');
  });
});
