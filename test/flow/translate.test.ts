import { expect, test } from 'vitest';
import type { Flow, Overlay } from '../../src/flow/schema.js';
import { mapTexts, translateFlow } from '../../src/flow/translate.js';
import { smallFlow } from '../fixtures/smallFlow.js';

/** An overlay that puts every text of a flow into capitals. */
function capitals(flow: Flow): Overlay {
  const texts: Record<string, string> = {};
  mapTexts(flow, (place, text) => {
    texts[place] = text.toUpperCase();
    return text;
  });
  return { language: 'es', of: flow.version, texts };
}

test('every text that a visitor reads is translated, and nothing else', () => {
  const flow = smallFlow();
  const { flow: translated, untranslated } = translateFlow(flow, capitals(flow));
  expect(untranslated.size).toBe(0);
  expect(translated.title).toBe('SMALL GUIDE');
  expect(translated.help).toBe('signs');
  expect(translated.redFlags[0]?.because).toBe('BETTER TO BE SURE.');
  expect(translated.sections[0]?.questions.map(({ ask, help, why }) => [ask, help, why])).toEqual([
    ['ANY OF THESE?', 'TICK ALL THAT FIT.', 'TO BE SAFE.'],
    ['SINCE WHEN?', undefined, undefined],
  ]);
});

test('a text that changed since it was translated is shown in the source language, and named', () => {
  const overlay = capitals(smallFlow());
  const changed = smallFlow((json) => {
    Object.assign(json.sections[0]?.questions[0] ?? {}, { ask: 'Any of these today?' });
  });
  const { flow, untranslated } = translateFlow(changed, overlay);
  expect(flow.sections[0]?.questions[0]?.ask).toBe('Any of these today?');
  expect([...untranslated]).toEqual(['Any of these today?']);
});
