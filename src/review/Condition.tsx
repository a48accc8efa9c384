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

/** A condition in words; groups as lists, one in another, so that nobody has to guess what belongs together. */
export function Condition({ when, numbers }: { when: ContentCondition; numbers: Numbers }) {
  return <Words words={conditionWords(when, numbers.questions)} numbers={numbers} />;
}

function Words({ words, numbers }: { words: ConditionWords; numbers: Numbers }) {
  if ('group' in words)
    return (
      <>
        <span class="group">{headings[words.group]}</span>
        <ul class="condition">
          {words.parts.map((part, index) => (
            <li key={index}>
              <Words words={part} numbers={numbers} />
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
          <a href={`#${piece.question}`}>question {piece.number}</a>
        ),
      )}
    </span>
  );
}
