import { expect, test } from 'vitest';
import { fingerprintOf, yearAfter } from '../../../src/flow/fingerprint.js';
import { contrast, standsOut } from '../../../src/studio/publish/colour.js';
import { offersIn } from '../../../src/studio/publish/complaints.js';
import { policyIn } from '../../../src/studio/publish/PolicyForm.js';
import { approvalOf, flowJson, nextVersions, saysOther, sizeOf } from '../../../src/studio/publish/review.js';
import { smallFlow } from '../../fixtures/smallFlow.js';

const nothing = { questions: [], choices: [], answers: [] };
const comparison = {
  patients: 9n,
  differently: 0n,
  lessUrgently: 0n,
  moves: [],
  onlyOld: nothing,
  onlyNew: nothing,
  lostSigns: [],
};

test('an approval holds for exactly what was approved; one word more, and it does not', () => {
  const flow = smallFlow();
  expect(approvalOf(flow)).toBe('draft');
  const approved = {
    ...flow,
    review: {
      status: 'approved' as const,
      by: 'Dr A',
      on: '2026-05-01',
      next: '2027-05-01',
      fingerprint: fingerprintOf(flow),
    },
  };
  expect(approvalOf(approved)).toBe('approved');
  expect(approvalOf({ ...approved, note: 'a remark' })).toBe('approved');
  expect(approvalOf({ ...approved, title: 'Another title' })).toBe('changed');
  expect(approvalOf({ ...approved, review: { ...approved.review, fingerprint: undefined } })).toBe('changed');
});

test('what a guide says is told apart from its version and its review', () => {
  const flow = smallFlow();
  expect(saysOther(flow, { ...flow, version: '2.0.0', review: { ...flow.review, by: 'Dr A' } })).toBe(false);
  expect(saysOther(flow, { ...flow, title: 'Other' })).toBe(true);
});

test('the next versions, and which of them a change calls for', () => {
  expect(nextVersions('1.4.9')).toEqual({ small: '1.4.10', large: '1.5.0' });
  expect(nextVersions('spring')).toBeUndefined();
  expect(sizeOf(undefined)).toBeUndefined();
  expect(sizeOf(comparison)).toBe('small');
  expect(sizeOf({ ...comparison, differently: 1n })).toBe('large');
  expect(sizeOf({ ...comparison, onlyNew: { ...nothing, questions: ['new'] } })).toBe('large');
});

test('a year later is the same day; of a leap day, the last of February', () => {
  expect([yearAfter('2026-05-01'), yearAfter('2028-02-29')]).toEqual(['2027-05-01', '2029-02-28']);
});

test('a file that is no flow is none, whatever it is', () => {
  expect(['[]', 'null', '"x"', '{ "a": ', '', undefined].map(flowJson)).toEqual(Array(6).fill(undefined));
});

test('a colour is measured as WCAG does', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrast([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
  expect(standsOut([255, 240, 120]).day).toBeLessThan(3);
  expect(standsOut([26, 92, 142]).day).toBeGreaterThan(3);
  expect(standsOut([26, 92, 142]).night).toBeLessThan(3);
});

test('what a clinic can offer is what the guide compares', () => {
  const flow = smallFlow(({ topics }) => {
    (topics as { when?: unknown }[])[1] = {
      ...(topics as object[])[1],
      when: {
        any: [
          { clinic: 'offers', is: ['cupping', 'acupuncture'] },
          { clinic: 'offers', is: 'cupping' },
        ],
      },
    };
  });
  expect(offersIn(flow)).toEqual(['cupping', 'acupuncture']);
});

test.each([
  ["default-src 'self'", "default-src 'self'"],
  ["Content-Security-Policy: default-src 'self';\n  img-src *", "default-src 'self'; img-src *"],
  [`<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`, "default-src 'self'"],
])('the policy in what was pasted is found: %s', (wrote, policy) => {
  expect(policyIn(wrote)).toBe(policy);
});
