import type { Condition } from '../../flow/schema.js';
import { type ConditionWords, conditionWords, type QuestionNumbers } from '../../review/conditionWords.js';
import { plain } from '../../review/fewWords.js';

const headings = {
  all: 'all of these are true:',
  any: 'at least one of these is true:',
  none: 'none of these is true:',
  'not all': 'these are not all true:',
} as const;

type Props = { when: Condition; numbers: QuestionNumbers; onGo: (question: string) => void };

/** A condition in words, with every question in it as something to go to. */
export function Words({ when, numbers, onGo }: Props) {
  return <Part words={conditionWords(when, numbers)} onGo={onGo} />;
}

function Part({ words, onGo }: { words: ConditionWords; onGo: Props['onGo'] }) {
  if ('group' in words)
    return (
      <>
        {headings[words.group]}
        <ul>
          {words.parts.map((part, index) => (
            <li key={index}>
              <Part words={part} onGo={onGo} />
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <>
      {words.phrase.map((piece, index) =>
        typeof piece === 'string' ? (
          piece
        ) : 'said' in piece ? (
          `“${plain(piece.said)}”`
        ) : (
          <button key={index} type="button" class="picture-link" onClick={() => onGo(piece.question)}>
            question {piece.number}
          </button>
        ),
      )}
    </>
  );
}
