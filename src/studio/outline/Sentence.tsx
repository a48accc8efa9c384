import type { ContentCondition } from '../../flow/schema.js';
import { ConditionText } from '../../review/Condition.js';
import { type ConditionWords, conditionWords } from '../../review/conditionWords.js';
import { short } from './fields.js';
import type { Asked } from './questions.js';

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
      <ConditionText
        words={words}
        refer={(question, number) => `the question “${short(questions[number - 1]?.ask ?? question)}”`}
        say={(said) => said}
      />
    </div>
  );
}
