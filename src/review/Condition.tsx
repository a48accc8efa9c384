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
  return <Words words={conditionWords(when, numbers.questions)} numbers={numbers} refer={refer} />;
}

function Words({ words, numbers, refer }: { words: ConditionWords; numbers: Numbers; refer: Refer }) {
  if ('group' in words)
    return (
      <>
        <span class="group">{headings[words.group]}</span>
        <ul class="condition">
          {words.parts.map((part, index) => (
            <li key={index}>
              <Words words={part} numbers={numbers} refer={refer} />
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
          <>
            “<Said text={piece.said} flow={numbers.flow} />”
          </>
        ) : (
          refer(piece.question, piece.number)
        ),
      )}
    </span>
  );
}
