import { button, make } from './make.js';
import { emergencyNumbers } from './numbers.js';
import type { AttributeName } from './options.js';

const signs = [
  "you can't pee, leak, or pooed by accident",
  'you are numb between your legs',
  'both legs hurt, or are weak or numb',
  "you had a bad fall or can't stand",
  "you have chest pain, can't breathe, or feel very ill",
  'one leg turned cold, white or blue',
  "you feel you can't go on",
];

/**
 * The safety advice that needs no download: when to call the emergency number (clinical A.3, the emergency rows that
 * a visitor can notice alone), the clinic's phone, and a way to try again. `get` reads an attribute of the guide.
 * Without a country that has an emergency number, no digits.
 */
export function safetyAdvice(guide: Element, onRetry: () => void): Node[] {
  const get = (name: AttributeName) => guide.getAttribute(name) ?? '';
  const emergency = emergencyNumbers[get('country').toUpperCase()];
  const call = (number: string | undefined, label = '') =>
    number ? [make('a', { href: `tel:${number.replace(/[^\d+]/g, '')}` }, `Call ${label}${number}`)] : [];
  return [
    make('h2', { tabIndex: -1 }, 'The guide could not load'),
    make('p', {}, `Call ${emergency || 'your local emergency number'} now if:`),
    make('ul', {}, ...signs.map((sign) => make('li', {}, sign))),
    ...call(emergency),
    make('p', {}, 'Worried, or hot and shaky? See a doctor today.'),
    ...call(get('phone'), `${get('clinic-name') || 'the clinic'}: `),
    button('Try again', onRetry),
  ];
}
