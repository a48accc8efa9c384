import type { ComponentChild } from 'preact';
import type { ContentCondition } from '../flow/schema.js';
import { type ConditionWords, conditionWords, type Grouping } from './conditionWords.js';
import type { Numbers } from './numbers.js';
import { Said } from './Said.js';

const headings: Record<Grouping, string> = {
  all: 'all of these are true:',
  any: 'at least one of these is true:',
  none: 'none of these is true:',
  'not all': 'these are not all true (one or more of them is not):',
};

/** How a question is named in a condition: on paper by its number. */
export type Refer = (question: string, number: number) => ComponentChild;
const byNumber: Refer = (question, number) => <a href={`#${question}`}>question {number}</a>;

/** A condition in words; groups as lists, one in another, so that nobody has to guess what belongs together. */
export function Condition({
  when,
  numbers,
  refer = byNumber,
}: {
  when: ContentCondition;
  numbers: Numbers;
  refer?: Refer;
}) {
  const say: Say = (said) => <Said text={said} flow={numbers.flow} />;
  return <ConditionText words={conditionWords(when, numbers.questions)} refer={refer} say={say} />;
}

/** How a text of the flow is shown in a condition, in quotes. */
export type Say = (said: string) => ComponentChild;

/** A condition that is in words already, with its questions and texts as whoever shows it wants them. */
export function ConditionText({ words, refer, say }: { words: ConditionWords; refer: Refer; say: Say }) {
  if ('group' in words)
    return (
      <>
        <span class="group">{headings[words.group]}</span>
        <ul class="condition">
          {words.parts.map((part, index) => (
            <li key={index}>
              <ConditionText words={part} refer={refer} say={say} />
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <span class="phrase">
      {words.phrase.map((piece) =>
        typeof piece === 'string' ? (
          piece
        ) : 'said' in piece ? (
          <>“{say(piece.said)}”</>
        ) : (
          refer(piece.question, piece.number)
        ),
      )}
    </span>
  );
}
