import type { FlowCode, Path } from '../flow/parse.js';
import type { WitnessStep } from './residual.js';

/** An error keeps a flow from being published; a warning does not, but somebody should look. */
export type Severity = 'error' | 'warning';

type About = { severity: Severity; title: string; help: string };
const error = (title: string, help: string): About => ({ severity: 'error', title, help });
const warning = (title: string, help: string): About => ({ severity: 'warning', title, help });

/** Everything the checker can find: how grave it is, what it means, and what to do. */
export const codes = {
  // Shape: can the file be read as a flow?
  'missing-file': error('A file is missing', 'Add the file, or take what names it out of flow.json.'),
  'not-text': error('Not a text file', 'Save it as UTF-8 text; it may be a picture, or saved by a word processor.'),
  'not-json': error(
    'Not JSON',
    'Look at and just before this place for a comma, quote or bracket too few or too many.',
  ),
  'too-deep': error('Too deeply nested', 'A bracket may be missing; nothing in a flow is this deep.'),
  'duplicate-key': error('A field twice', 'Keep one of the two: only the last would count.'),
  'unknown-key': error('A field that does not exist', 'Correct its name, or take it out. Remarks go into "note".'),
  'missing-key': error('A field is missing', 'Add it.'),
  'wrong-type': error('The wrong kind of value', 'Write the kind of value that is asked for.'),
  'wrong-value': error('A value that cannot be', 'Write one that is allowed here.'),
  'bad-id': error('Not an id', 'Use small letters, digits and -, starting with a letter: "leg-pain".'),
  'duplicate-id': error('An id twice', 'Give one of the two another id.'),
  'newer-format': error('A newer format', 'Use a newer symptom-guide, or set "format" to what this one reads.'),
  // References: does everything that is named exist?
  'unknown-question': error('A question that does not exist', 'Use the id of a question in this flow.'),
  'unknown-choice': error('A choice that does not exist', 'Use the id of a choice of that question.'),
  'unknown-outcome': error('An outcome that does not exist', 'Use the id of an outcome in this flow.'),
  'unknown-red-flag': error('A red flag that does not exist', 'Use the id of a red flag in this flow.'),
  'unknown-source': error('A source that does not exist', 'Add it to "sources", or use the id of one there.'),
  'unknown-topic': error('A topic that does not exist', 'Add it to "topics", or use the id of one there.'),
  'unknown-placeholder': error('A placeholder that does not exist', 'Use one of those in flows/README.md.'),
  'unknown-setting': error('A clinic setting that does not exist', 'Use one of the clinic settings.'),
  'wrong-comparison': error('A comparison that cannot be made', 'Choices: "is". Numbers: "atLeast", "atMost".'),
  'topic-in-itself': error('A topic inside itself', 'Take one of the two out.'),
  // Structure: can everything be reached?
  'section-never-asked': error('A section nobody gets to', 'Change what ends every conversation before it.'),
  'question-never-asked': error('A question nobody is asked', 'Change what ends every conversation before it.'),
  'outcome-never-reached': error('An outcome nobody reaches', 'Take it out, or change the conditions that lead to it.'),
  'asked-later': error('A condition on a question that comes later', 'Move the question, or compare an earlier one.'),
  'when-always': error('A condition that always holds', 'Take it out, or correct it.'),
  'when-never': error('A condition that never holds', 'Correct it, or take out what it stands on.'),
  'no-last-routine': error('No outcome for everybody else', 'The last routine outcome must have no "when".'),
  'two-exclusive': error('Two choices that clear all others', 'Keep "exclusive" on one: "None of these".'),
  'number-range': error('A range with no number in it', 'Correct "min" and "max".'),
  // Safety: can somebody with a red flag be sent the wrong way?
  'not-proved': error('Not proved', 'Make conditions read questions that are close together, or fewer of them.'),
  'flag-never-raised': error('A red flag nobody can raise', 'Correct its "when".'),
  'flag-ends-less-urgently': error('A red flag that can end less urgently', 'Change what lets it.'),
  'flag-not-asked': error(
    'An emergency red flag that can be missed',
    'Ask everybody; or say why nobody is missed, on the flag: "onlyIfAsked": "…".',
  ),
  'unsure-books': error(
    '"I\'m not sure" can end in booking',
    'Add "not-sure" to a red flag, such as one to see a doctor.',
  ),
  'sign-lowers-urgency': error(
    'One more sign makes it less urgent',
    'Ask the graver question first, or do not stop before it ("stopIfFlagged").',
  ),
  'exclusive-sign': error('A sign that hides other signs', 'Take "exclusive" out: only "None of these" has it.'),
  'skippable-sign': error(
    'A safety question that can be skipped',
    'Take "optional" out; offer "I\'m not sure" instead.',
  ),
  'flag-with-not': error('A red flag that more signs can lower', 'List the answers that raise it instead of "not".'),
  'booking-when-flagged': error('Booking for somebody with a red flag', 'Book on routine outcomes only.'),
  'plan-when-flagged': error('A plan for somebody with a red flag', 'Show plans on routine outcomes only.'),
  'emergency-without-call': error(
    'An emergency without a call button',
    'Add { "call": "{emergency.number}", … } without "when".',
  ),
  'clinic-in-triage': error('A clinic setting decides', 'Take it out: settings may only change content.'),
  'flag-to-routine': error('A red flag that leads to a routine outcome', 'Lead it to a more urgent outcome.'),
  'flag-without-because': error('A red flag without a reason', 'Add "because": one plain line for the visitor.'),
  'flag-without-source': error('A red flag without a source', 'Add "source": the id of an official source.'),
  'none-missing': error('No "None of these"', 'Add a choice with "exclusive": true.'),
  // Content: is what visitors read in order?
  'image-without-alt': error('A picture without words', 'Add "alt": what it shows, for people who cannot see it.'),
  'unsafe-link': error('A link that may not be followed', 'Use https:, tel: or mailto:.'),
  'duplicate-label': error('Two choices that look the same', 'Give one of them another label.'),
  'stray-markup': warning(
    'Marks that are shown as they are',
    'Use **bold** and [label](https://…) only; close what you open. No HTML.',
  ),
  'missing-translation': warning('A text without translation', 'Run "symptom-guide translate", then translate it.'),
  'translation-not-reviewed': warning(
    'A translation that nobody reviewed',
    'A clinician who speaks the language reviews it: "symptom-guide approve --language", or in the studio.',
  ),
  'translation-review-outdated': warning(
    'A translation that was changed after its review',
    'It counts as a draft. A clinician who speaks the language reviews it anew: "symptom-guide approve --language", or in the studio.',
  ),
  'stale-translation': warning(
    'A translation of an older text',
    'Run "symptom-guide translate", then translate it anew.',
  ),
  'unused-translation': warning('A translation of nothing', 'Run "symptom-guide translate", which takes it out.'),
  'translation-differs': error(
    'A translation that would break',
    'Keep every {placeholder} of the text, and only safe links.',
  ),
  todo: warning('Something left to do', 'Do it, and take the "todo" out.'),
  'not-reviewed': warning('Not reviewed', 'A registered clinician reviews it and fills in "review".'),
  'review-unsigned': error('An approval that nobody signed', 'Fill in "by", "on" and "next".'),
  'review-outdated': warning(
    'Changed after it was approved',
    'It counts as a draft. A registered clinician approves it anew: "symptom-guide approve", or in the studio.',
  ),
  'review-overdue': warning('The review is overdue', 'A registered clinician reviews it again.'),
  'hard-to-read': warning('Hard to read', 'Use shorter sentences and plainer words.'),
  'too-many-choices': warning('Many choices on one screen', 'Ask two questions.'),
  'region-not-drawn': warning(
    'A body map without regions, or a region without a body map',
    'Give the question "picture": "body" and its choices a "region"; or take both out.',
  ),
  'region-twice': warning('Two choices for one place on the body map', 'Give each choice its own region.'),
  // Vignettes: does every example patient end as a clinician said?
  'vignette-failed': error(
    'A vignette that ends otherwise',
    'A clinician decides: is the flow wrong, or the vignette?',
  ),
  'flag-without-vignette': error('A red flag without a vignette', 'Add an example patient who raises it.'),
  'outcome-without-vignette': error('An outcome without a vignette', 'Add an example patient who ends there.'),
  'choice-without-vignette': error('A choice without a vignette', 'Add an example patient who gives this answer.'),
} satisfies Record<FlowCode, About> & Record<string, About>;

/** The name of a kind of problem. */
export type Code = keyof typeof codes;

/** A finding of a rule: what is wrong and where, before it has a line and column. */
export type Finding = {
  code: Code;
  path: Path;
  message: string;
  /** The file in the flow's folder; without it, the one at hand. */
  file?: string;
  /** Mark the name of the field, not its value. */
  onKey?: boolean;
  /** What was written, and what could have been meant. */
  wrote?: string;
  among?: readonly string[];
  /** A conversation that shows it. */
  witness?: WitnessStep[];
};

/** One problem: what is wrong, in one line, and where: lines and columns count from 1. */
export type Problem = {
  code: Code;
  severity: Severity;
  file: string;
  path: Path;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  message: string;
  help: string;
  /** A name that is not known, and the one near it that was probably meant. */
  meant?: { wrote: string; instead: string };
  /** A conversation that shows it: for most, the shortest. */
  witness?: WitnessStep[];
};
