import { expect, test } from 'vitest';
import { fill, inline, safeHref, telHref } from '../../src/flow/text.js';

test('placeholders are filled, fall back, or leave the text out', () => {
  const values = { 'emergency.number': '999' };
  expect(fill('Call {emergency.number}.', values)).toBe('Call 999.');
  expect(fill('Call {emergency.number|your local number}.', {})).toBe('Call your local number.');
  expect(fill('Call {emergency.number}.', {})).toBeUndefined();
  expect(fill('Call {clinic.name|}{clinic.phone|us}', {})).toBe('Call us');
  expect(fill('No braces', {})).toBe('No braces');
});

test('bold and links, and nothing else', () => {
  expect(inline('Go **now** to [the page](https://a.example/x).')).toEqual([
    { text: 'Go ' },
    { text: 'now', bold: true },
    { text: ' to ' },
    { text: 'the page', href: 'https://a.example/x' },
    { text: '.' },
  ]);
  expect(inline('<b>x</b> *y* _z_')).toEqual([{ text: '<b>x</b> *y* _z_' }]);
});

test.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'http://a.example', '//a.example', '/x'])(
  'a link to %s is only its words',
  (link) => {
    expect(safeHref(link)).toBeUndefined();
    expect(inline(`[tap](${link.replace(/[()]/g, '')})`)).toEqual([{ text: 'tap' }]);
  },
);

test('a phone number becomes a tel: link', () => {
  expect(telHref('+1 (555) 0100')).toBe('tel:+15550100');
  expect(telHref('+44 (0)20 7946 0000')).toBe('tel:+442079460000');
  expect(telHref('(020) 7946 0000')).toBe('tel:02079460000');
  expect(telHref('Tel: +1 555 0100')).toBe('tel:+15550100');
  expect(telHref('116 123')).toBe('tel:116123');
});
