import { expect, test } from 'vitest';
import { createFinder } from '../../src/chat/later/search.js';

const find = createFinder([
  { id: 'needles', ask: 'What is acupuncture?', text: 'Very thin needles go into the skin.' },
  { id: 'cups', ask: 'What is cupping?', text: 'Cups pull the skin up. No needles.' },
  { id: 'baby', ask: 'Is it safe in pregnancy?', text: 'Tell your practitioner first.' },
  { id: 'manana', ask: '¿Me dolerá mañana?', text: 'Un poco.' },
  { id: 'wakhz', ask: 'ما هو الوخز بالإبر؟', text: 'إبرة رفيعة جدًّا' },
  { id: 'hijama', ask: 'هل الحجامة آمنة؟', text: 'نعم' },
]);

test.each([
  ['cupping', ['cups']],
  ['needles', ['needles', 'cups']],
  ['thin needle', ['needles']],
  ['neddle', ['needles', 'cups']],
  ['pregnent', ['baby']],
  ['manana', ['manana']],
  ['DOLERA', ['manana']],
  ['وخز', ['wakhz']],
  ['ابره', ['wakhz']],
  ['حجامه', ['hijama']],
  ['امنة', ['hijama']],
  ['needles on a baby elephant', []],
  ['', []],
  ['…', []],
])('"%s"', (typed, expected) => {
  expect(find(typed).sort()).toEqual([...expected].sort());
});

test('what is typed well finds nothing that is merely spelled alike', () => {
  expect(find('cups')).toEqual(['cups']);
});

test('a word in the question comes before the same word in an answer', () => {
  const ranked = createFinder([
    { id: 'told', ask: 'What else?', text: 'Cupping. Cupping and cupping.' },
    { id: 'asked', ask: 'What is cupping?', text: 'See there.' },
  ]);
  expect(ranked('cupping')).toEqual(['asked', 'told']);
});
