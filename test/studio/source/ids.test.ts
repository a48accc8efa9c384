import { jsonLanguage } from '@codemirror/lang-json';
import { Text } from '@codemirror/state';
import { expect, test } from 'vitest';
import { idsAt } from '../../../src/studio/source/ids.js';
import { pathAt, spotAt } from '../../../src/studio/source/jsonPlace.js';
import { namedIn } from '../../../src/studio/source/named.js';
import { smallJson } from '../../fixtures/smallFlow.js';

const flow = namedIn(smallJson());

/** What is offered at the | of a text. */
function offered(file: string, marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const spot = spotAt(jsonLanguage.parser.parse(text), Text.of(text.split('\n')), offset);
  return spot && idsAt(file, spot, () => flow)?.map(({ id, about }) => `${id}: ${about}`);
}
const ids = (file: string, marked: string) => offered(file, marked)?.map((one) => one.split(':')[0]);

/** Two questions of the second section, whose second one has this condition. */
const inStory = (when: string) =>
  `{"sections": [{"id": "safety"}, {"questions": [{"id": "weeks"}, {"id": "pain", "when": ${when}}]}]}`;

test('a condition is offered the questions that come earlier, with what they ask', () => {
  expect(offered('flow.json', inStory('{ "question": "|" }'))).toEqual([
    'signs-now: Any of these?',
    'weak-since: Since when?',
    'weeks: For how many weeks?',
  ]);
  expect(ids('flow.json', inStory('{ "not": { "question": "we|" } }'))).toEqual(['signs-now', 'weak-since', 'weeks']);
  expect(ids('flow.json', '{"sections": [{"when": {"question": "|"}}]}')).toEqual([]);
  expect(ids('flow.json', '{"redFlags": [{"when": {"question": "|"}}]}')).toHaveLength(5);
});

test('"is" is offered the choices of its question, alone and in a list, whichever is written first', () => {
  const choices = ['numb', 'weak', 'not-sure', 'none'];
  expect(offered('flow.json', inStory('{ "question": "signs-now", "is": "|" }'))?.[0]).toBe('numb: I am numb');
  expect(ids('flow.json', inStory('{ "question": "signs-now", "is": ["numb", "|"] }'))).toEqual(choices);
  expect(ids('flow.json', inStory('{ "is": "|", "question": "signs-now" }'))).toEqual(choices);
  expect(ids('flow.json', inStory('{ "question": "weeks", "is": "|" }'))).toEqual([]);
});

test('also while the text is not JSON: no last quote, no closing brackets', () => {
  expect(ids('flow.json', '{"redFlags": [{"id": "a", "when": {"question": "si|\n}, "outcome": "book"}]}')).toHaveLength(
    5,
  );
  expect(ids('flow.json', '{"redFlags": [{"id": "a", "outcome": "|')).toEqual([
    'emergency',
    'today',
    'doctor',
    'desk-book',
    'book',
  ]);
});

test('outcomes, sources and topics where they are named, and nowhere else', () => {
  expect(ids('flow.json', '{"redFlags": [{"outcome": "|"}]}')).toContain('doctor');
  expect(offered('flow.json', '{"redFlags": [{"source": ["|"]}]}')).toEqual(['nhs: NHS: Sciatica']);
  expect(ids('flow.json', '{"outcomes": [{"content": [{"topic": "|"}]}]}')).toEqual(['signs', 'cups']);
  expect(ids('flow.json', '{"help": "|"}')).toEqual(['signs', 'cups']);
  expect(ids('flow.json', '{"sections": [{"questions": [{"help": "|"}]}]}')).toBeUndefined();
  expect(ids('flow.json', '{"title": "|"}')).toBeUndefined();
  expect(ids('flow.json', '{"|": 1}')).toBeUndefined();
  expect(ids('es.json', '{"texts": {"help": "|"}}')).toBeUndefined();
});

test('vignettes: questions as names of answers, their choices, outcomes and red flags', () => {
  expect(ids('vignettes.json', '{"baseline": {"|": 1}}')).toHaveLength(5);
  expect(ids('vignettes.json', '{"vignettes": [{"answers": {"|"}}]}')).toHaveLength(5);
  expect(ids('vignettes.json', '{"vignettes": [{"answers": {"desk": "|"}}]}')).toEqual(['yes', 'no']);
  expect(ids('vignettes.json', '{"vignettes": [{"answers": {"signs-now": ["|"]}}]}')).toContain('numb');
  expect(ids('vignettes.json', '{"vignettes": [{"outcome": "|"}]}')).toContain('desk-book');
  expect(ids('vignettes.json', '{"vignettes": [{"redFlags": ["|"]}]}')).toContain('weak-fast');
  expect(ids('vignettes.json', '{"vignettes": [{"|": 1}]}')).toBeUndefined();
});

test('the place of the cursor is a path, also in a text that is broken before or behind it', () => {
  const at = (marked: string) => {
    const text = marked.replace('|', '');
    return pathAt(jsonLanguage.parser.parse(text), Text.of(text.split('\n')), marked.indexOf('|'));
  };
  expect(at('{"sections": [{"id": "a"}, {"questions": [{"ask": "H|ow?"}]}]}')).toEqual([
    'sections',
    1,
    'questions',
    0,
    'ask',
  ]);
  expect(at('{"sections": [{"id": "a"}, {"que|stions": []}]}')).toEqual(['sections', 1, 'questions']);
  expect(at('{"title" "x", "sections": [1, 2, {"id": "|b"')).toEqual(['sections', 2, 'id']);
  expect(at('|{"a": 1}')).toEqual([]);
});
