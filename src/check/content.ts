import { hasChoices } from '../flow/answer.js';
import { isApproved } from '../flow/fingerprint.js';
import type { Path } from '../flow/parse.js';
import type { Flow } from '../flow/schema.js';
import { inline, placeholderPattern } from '../flow/text.js';
import { mapTexts } from '../flow/translate.js';
import type { Finding } from './problem.js';
import { easyGrade, readingGrade } from './reading.js';

/** More choices than this do not fit a phone's screen. */
const mostChoices = 8;

/** Looks at the content of a flow; `today` is an ISO day. */
type ContentRule = (flow: Flow, today: string) => Finding[];

/** Remarks that something is left to do, anywhere. */
const todos: ContentRule = (flow) => {
  const within = (value: unknown, path: Path): Finding[] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, inner]) => {
          const at = [...path, Array.isArray(value) ? Number(key) : key];
          return key === 'todo' ? [{ code: 'todo' as const, path: at, message: `to do: ${inner}` }] : within(inner, at);
        });
  return within(flow, []);
};

/** A flow that no clinician has approved. */
const notReviewed: ContentRule = ({ review, version }) =>
  review.status === 'draft'
    ? [{ code: 'not-reviewed', path: ['review', 'status'], message: `no clinician has approved version ${version}` }]
    : [];

/** An approval that nobody signed. */
const reviewUnsigned: ContentRule = ({ review }) =>
  review.status === 'approved'
    ? (['by', 'on', 'next'] as const).flatMap((key) =>
        review[key] ? [] : [{ code: 'review-unsigned', path: ['review', key], message: `"approved" needs "${key}"` }],
      )
    : [];

/**
 * An approval of another content than there is now. Apart from the other rules: of a flow that is not whole there is
 * no fingerprint.
 */
export function reviewOutdated(flow: Flow): Finding[] {
  const { status, by, on, next, fingerprint } = flow.review;
  if (status === 'draft' || !(by && on && next) || isApproved(flow)) return [];
  const message =
    fingerprint === undefined
      ? `which content ${by} approved is not recorded`
      : `the guide is not what ${by} approved on ${on} any more`;
  return [{ code: 'review-outdated', path: ['review', 'fingerprint'], message }];
}

/** A review that should have been repeated by today. */
const reviewOverdue: ContentRule = ({ review }, today) =>
  review.next && review.next < today
    ? [{ code: 'review-overdue', path: ['review', 'next'], message: `it was due on ${review.next}` }]
    : [];

/** English texts above the reading grade, each with its hardest sentence. */
const hardToRead: ContentRule = (flow) => {
  const findings: Finding[] = [];
  if (!/^en\b/.test(flow.language)) return findings;
  mapTexts(flow, (_, text, path) => {
    const reading = readingGrade(text);
    if (reading && reading.grade > easyGrade)
      findings.push({
        code: 'hard-to-read',
        path,
        message: `reading grade ${reading.grade.toFixed(1)}, above ${easyGrade}: "${reading.hardest}"`,
      });
    return text;
  });
  return findings;
};

/** Braces that are no placeholder, and marks that are neither bold nor a link: visitors would see them. */
const strayMarks: ContentRule = (flow) => {
  const findings: Finding[] = [];
  mapTexts(flow, (_, text, path) => {
    const left = text.replace(placeholderPattern, '');
    const brace = /\{[^{}]*\}?/.exec(left)?.[0];
    if (brace) findings.push({ code: 'unknown-placeholder', path, message: `there is no placeholder "${brace}"` });
    const plain = inline(left).flatMap((piece) => (piece.bold || piece.href ? [] : piece.text));
    const mark = /\*\*|\]\(|<\/?[a-z][^>]*>/i.exec(plain.join(' '))?.[0];
    if (mark) findings.push({ code: 'stray-markup', path, message: `"${mark}" is shown as it is` });
    return text;
  });
  return findings;
};

/** A question with more choices than fit on a screen. */
const tooManyChoices: ContentRule = (flow) =>
  flow.sections.flatMap(({ questions }, s) =>
    questions.flatMap((question, q): Finding[] =>
      hasChoices(question) && question.choices.length > mostChoices
        ? [
            {
              code: 'too-many-choices',
              path: ['sections', s, 'questions', q],
              message: `"${question.id}" has ${question.choices.length} choices, more than ${mostChoices}`,
            },
          ]
        : [],
    ),
  );

/** What is not in order in the content of a flow. */
export function contentFindings(flow: Flow, today: string): Finding[] {
  return [todos, notReviewed, reviewUnsigned, reviewOverdue, strayMarks, hardToRead, tooManyChoices].flatMap((rule) =>
    rule(flow, today),
  );
}
