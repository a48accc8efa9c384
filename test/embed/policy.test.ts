import { expect, test } from 'vitest';
import { allowing, policyWith } from '../../src/embed/policy.js';

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

test.each([
  // What stands in is named anew, with all that it allowed; what was there is not moved.
  [
    "default-src 'self'; img-src *",
    "default-src 'self'; img-src *; script-src 'self' https://guide.example; connect-src 'self' https://guide.example",
  ],
  [
    "script-src 'self' ;connect-src 'none'; style-src 'self'",
    "script-src 'self' https://guide.example ;connect-src https://guide.example; style-src 'self'",
  ],
  // A directive more would forbid what the page does now.
  ["img-src 'self'", "img-src 'self'"],
  ["script-src 'self'", `script-src 'self' ${host}`],
  ['default-src https:', 'default-src https:'],
  ['script-src *; connect-src *', 'script-src *; connect-src *'],
  [
    "Script-Src 'self'; script-src 'none'; connect-src *;",
    "script-src 'self' https://guide.example; script-src 'none'; connect-src *;",
  ],
  // Of several policies, each has to allow it.
  ["script-src 'self', connect-src 'self'", `script-src 'self' ${host}, connect-src 'self' ${host}`],
  ["script-src $& 'self'", `script-src $& 'self' ${host}`],
])('the policy "%s" has to read "%s", and is then left alone', (policy, expected) => {
  const needs = { scripts: [host], requests: [host] };
  expect(policyWith(policy, needs)).toBe(expected);
  expect(policyWith(expected, needs)).toBe(expected);
});
