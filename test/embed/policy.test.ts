import { expect, test } from 'vitest';
import { allowing } from '../../src/embed/doctor/policy.js';

const host = 'https://guide.example';

test.each([
  ["script-src 'self'", 'script-src-elem', "script-src 'self' https://guide.example"],
  ["default-src 'none'", 'connect-src', 'connect-src https://guide.example'],
  [
    "default-src 'self' https://a.example; img-src *",
    'connect-src',
    "connect-src 'self' https://a.example https://guide.example",
  ],
  ["script-src-elem 'self'; script-src 'none'", 'script-src-elem', "script-src-elem 'self' https://guide.example"],
  // The first directive of a name counts, and names know no capitals.
  ["Connect-Src 'self'; connect-src 'none'", 'connect-src', "connect-src 'self' https://guide.example"],
  [`connect-src ${host}`, 'connect-src', `connect-src ${host}`],
])('under "%s", %s has to be changed to "%s"', (policy, directive, expected) => {
  expect(allowing(policy, directive, host)).toBe(expected);
});
