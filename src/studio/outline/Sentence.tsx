import type { ContentCondition } from '../../flow/schema.js';
import { type ConditionWords, conditionWords, type Grouping } from '../../review/conditionWords.js';
import { short } from './fields.js';
import type { Asked } from './questions.js';

const headings: Record<Grouping, string> = {
  all: 'all of these are true:',
  any: 'at least one of these is true:',
  none: 'none of these is true:',
  'not all': 'these are not all true (one or more of them is not):',
};

/** A condition read back in words, as the script for clinicians has it. */
export function Sentence({ when, questions }: { when: unknown; questions: readonly Asked[] }) {
  let words: ConditionWords;
  try {
    const numbers = new Map(
      questions.map((question, index) => [question.id, { number: index + 1, question: question as never }]),
    );
    words = conditionWords(when as ContentCondition, numbers);
  } catch {
    return <p class="sentence">This cannot be read yet: something in it is missing.</p>;
  }
  return (
    <div class="sentence">
      <Words words={words} questions={questions} />
    </div>
  );
}

function Words({ words, questions }: { words: ConditionWords; questions: readonly Asked[] }) {
  if ('group' in words)
    return (
      <>
        {headings[words.group]}
        <ul>
          {words.parts.map((part, index) => (
            <li key={index}>
              <Words words={part} questions={questions} />
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <span>
      {words.phrase.map((piece) =>
        typeof piece === 'string'
          ? piece
          : 'said' in piece
            ? `“${piece.said}”`
            : `the question “${short(questions[piece.number - 1]?.ask ?? piece.question)}”`,
      )}
    </span>
  );
}
