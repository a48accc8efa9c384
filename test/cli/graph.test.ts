import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, createMachine } from 'xstate';
import { mermaid, xstateConfig } from '../../src/cli/graph.js';
import { type Answers, questionsOf } from '../../src/flow/answer.js';
import { holds } from '../../src/flow/condition.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { Condition, Flow } from '../../src/flow/schema.js';
import { type AnswerEvent, compileFlow, type FlowMachine } from '../../src/machine/compile.js';
import { raisedFlags, replay } from '../../src/machine/session.js';
import { everyAnswer } from '../fixtures/answers.js';
import { anyFlow } from '../fixtures/arbitraryFlow.js';
import { smallFlow } from '../fixtures/smallFlow.js';

const { flow: sciatica } = parseFlow(JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8')));
if (!sciatica) throw new Error('flows/sciatica/flow.json cannot be shown.');

/** An arbitrary flow with one answer to each of its questions. */
const anyConversation = anyFlow(6).chain((flow) =>
  fc.record({
    flow: fc.constant(flow),
    answers: fc.record(
      Object.fromEntries(questionsOf(flow).map((question) => [question.id, fc.constantFrom(...everyAnswer(question))])),
    ),
  }),
);

type Edge = { from: string; to: string; says: string; dashed: boolean };
type Picture = { nodes: Map<string, { text: string; group: string; kind: string }>; edges: Edge[]; groups: string[] };

/** What a label may hold: nothing that means something to Mermaid but character codes and its own line breaks. */
const text = String.raw`"((?:[\p{L}\p{N}\p{M} ,?!'/.…()-]|#\d+;|<br/>)+)"`;
const open = String.raw`(?:\(\[|\{\{|\{|\[)`;
const close = String.raw`(?:\]\)|\}\}|\}|\])`;
const forms = {
  node: new RegExp(`^(\\w+)(${open})${text}(${close})(?::::(\\w+))?$`, 'u'),
  group: new RegExp(`^subgraph (\\w+)\\[${text}\\]$`, 'u'),
  edge: new RegExp(`^(\\w+) (-->|-\\.->)(?:\\|${text}\\|)? (\\w+)$`, 'u'),
  other: /^(classDef \w+ [\w#,:-]+|class [\w,]+ \w+|\w+ ~~~ \w+)$/,
};
const decode = (label: string) =>
  label.replaceAll('<br/>', ' ').replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

/** Reads the few forms of Mermaid that are written, strictly: what is not one of them is an error. */
function read(source: string): Picture {
  const [first, config, third, head, ...lines] = source.trimEnd().split('\n');
  expect([first, third, head]).toEqual(['---', '---', 'flowchart TD']);
  expect(config).toMatch(/^config: \{[\w :{},]+\}$/);
  const picture: Picture = { nodes: new Map(), edges: [], groups: [] };
  const defined = new Set<string>();
  let group = '';
  for (const line of lines.map((one) => one.trim())) {
    const node = forms.node.exec(line);
    const edge = forms.edge.exec(line);
    const start = forms.group.exec(line);
    if (line === 'end') {
      expect(group).not.toBe('');
      group = '';
    } else if (start) {
      expect(group).toBe('');
      group = start[1] as string;
      picture.groups.push(decode(start[2] as string));
    } else if (node) {
      const [, id = '', opens = '', label = '', closes = '', kind = ''] = node;
      expect(closes).toBe({ '([': '])', '{{': '}}', '{': '}', '[': ']' }[opens]);
      expect(picture.nodes.has(id)).toBe(false);
      picture.nodes.set(id, { text: decode(label), group, kind });
    } else if (edge) {
      const [, from = '', arrow, says = '', to = ''] = edge;
      picture.edges.push({ from, to, says: decode(says), dashed: arrow === '-.->' });
    } else {
      expect(line).toMatch(forms.other);
      if (line.startsWith('classDef')) defined.add(line.split(' ')[1] as string);
    }
  }
  expect(group).toBe('');
  for (const { from, to } of picture.edges) {
    expect([...picture.nodes.keys()]).toContain(from);
    expect([...picture.nodes.keys()]).toContain(to);
  }
  for (const { kind } of picture.nodes.values()) if (kind) expect([...defined]).toContain(kind);
  return picture;
}

/** Questions that the picture lets come after a node, and whether an end can: what stands between is passed through. */
function nextOf(picture: Picture, from: string): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (at: string) => {
    for (const { to } of picture.edges.filter((edge) => edge.from === at && !edge.dashed)) {
      if (/^(question|outcome)\d+$/.test(to)) found.add(to);
      else if (!seen.has(to)) {
        seen.add(to);
        visit(to);
      }
    }
  };
  visit(from);
  return found;
}

describe('the picture', () => {
  test('shows every section, every question in order, every outcome, and every red flag where it can be raised', () => {
    const picture = read(mermaid(sciatica));
    expect(picture.groups).toEqual(sciatica.sections.map(({ title }) => title));
    const shown = [...picture.nodes].filter(([id]) => /^question\d+$/.test(id)).map(([, node]) => node.text);
    expect(shown.map((words) => words.split(':')[0])).toEqual(questionsOf(sciatica).map(({ id }) => id));
    for (const outcome of sciatica.outcomes)
      expect([...picture.nodes.values()]).toContainEqual({ text: outcome.title, group: '', kind: outcome.urgency });
    const named = picture.edges.filter(({ dashed }) => dashed).flatMap(({ says }) => says.split(' '));
    expect(new Set(named)).toEqual(new Set(sciatica.redFlags.map(({ id }) => id)));
  });

  test('has at most one arrow of red flags from a question to an outcome', () => {
    const picture = read(mermaid(sciatica));
    const pairs = picture.edges
      .filter(({ dashed }) => dashed)
      .map(({ from, to }) => `${from} ${picture.nodes.get(to)?.text}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  test('goes past a question that is not always asked, with the condition in words', () => {
    const { nodes, edges } = read(mermaid(smallFlow()));
    expect(nodes.get('question2if')?.text).toBe('signs-now: I am weak');
    expect(edges.filter(({ from }) => from === 'question2if').map(({ to, says }) => [says, to])).toEqual([
      ['yes', 'question2'],
      ['no', 'section1stop'],
    ]);
    expect(nodes.get('outcome4if')?.text).toBe('desk: Yes');
  });

  test('is never broken by a text', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.constantFrom(
        'end',
        ' ',
        '"]; end',
        '%%{init: {"theme":"dark"}}%%',
        '#quot; #35; &lt;',
        '<script>alert(1)</script>',
        '`**bold**`',
        '1. list',
        '- item',
        '$$x$$',
        'style x:#fff;y',
        '](){}||[[((',
        ':::x',
        'a --> b',
        '---\nclick question1 "x"',
      ),
    );
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 30, maxLength: 30 }), (texts) => {
        let i = 0;
        const flow = JSON.parse(JSON.stringify(smallFlow()), (key, value) =>
          ['title', 'ask', 'label'].includes(key) ? texts[i++ % texts.length] : value,
        ) as Flow;
        const picture = read(mermaid(flow));
        expect(picture.groups).toHaveLength(flow.sections.length);
        // One line each: a line break in a text starts no new line of the picture.
        expect(mermaid(flow).split('\n')).toHaveLength(mermaid(smallFlow()).split('\n').length);
      }),
      { numRuns: 200, seed: 20261123 },
    );
  });

  test('lets every conversation through, and has an arrow for every red flag that one raises', () => {
    fc.assert(
      fc.property(anyConversation, ({ flow, answers }) => {
        const picture = read(mermaid(flow));
        const { steps, outcome, answers: asked } = replay(compileFlow(flow), answers);
        const ids = questionsOf(flow).map(({ id }) => id);
        const nodeOf = (id: string) => `question${ids.indexOf(id) + 1}`;
        let at = 'start';
        for (const { question } of steps) {
          expect([...nextOf(picture, at)]).toContain(nodeOf(question.id));
          at = nodeOf(question.id);
        }
        const arrows = picture.edges.filter(
          ({ dashed, from }) => dashed && steps.some((s) => nodeOf(s.question.id) === from),
        );
        const outcomeNode = `outcome${flow.outcomes.findIndex(({ id }) => id === outcome?.id) + 1}`;
        expect([
          ...nextOf(picture, at),
          ...arrows.filter(({ from }) => from === at).map(({ to }) => to.slice(at.length)),
        ]).toContain(outcomeNode);
        // A flag that was raised has its arrow at one of the questions asked, unless no answer is needed to raise it.
        for (const flag of raisedFlags(flow, asked).filter(({ when }) => !holds(when, {}))) {
          const to = `outcome${flow.outcomes.findIndex(({ id }) => id === flag.outcome) + 1}`;
          expect(arrows.some((arrow) => arrow.to.endsWith(to) && arrow.says.split(' ').includes(flag.id))).toBe(true);
        }
      }),
      { numRuns: 400, seed: 20261123 },
    );
  });
});

/** The exported config as a machine again: with the two implementations that its documentation names. */
function load(json: string): FlowMachine {
  const machine = createMachine(JSON.parse(json), {
    guards: { holds: ({ context }, condition) => holds(condition as unknown as Condition, context.answers as Answers) },
    actions: {
      record: assign({
        answers: ({ context, event }) => {
          const { question, answer } = event as unknown as AnswerEvent;
          return { ...context.answers, [question]: answer };
        },
      }),
    },
  });
  return machine as unknown as FlowMachine;
}

describe('the XState config', () => {
  test('runs as the flow does, after a way through JSON', () => {
    fc.assert(
      fc.property(anyConversation, ({ flow, answers }) => {
        expect(replay(load(xstateConfig(flow)), answers)).toEqual(replay(compileFlow(flow), answers));
      }),
      { numRuns: 400, seed: 20261123 },
    );
  });

  test('loses nothing by being JSON: there is no function in it', () => {
    const functions: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value === 'function') functions.push(path);
      if (typeof value === 'object' && value !== null)
        for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`);
    };
    const { types, ...config } = compileFlow(sciatica).config as Record<string, unknown>;
    visit(config, '');
    expect(functions).toEqual([]);
    const states: Record<string, unknown>[] = Object.values(JSON.parse(xstateConfig(sciatica)).states);
    expect(states.map(({ description, ...state }) => state)).toEqual(
      Object.values(JSON.parse(JSON.stringify(config.states))),
    );
  });

  test('tells in words what each state is', () => {
    const { states, description } = JSON.parse(xstateConfig(sciatica));
    expect(description).toBe(sciatica.title);
    for (const question of questionsOf(sciatica)) expect(states[question.id].description).toBe(question.ask);
    expect(Object.entries(states).filter(([, state]) => !(state as { description?: string }).description)).toEqual([]);
  });
});
