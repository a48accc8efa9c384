import type { Condition } from '../../flow/schema.js';
import { ConditionText } from '../../review/Condition.js';
import { conditionWords, type QuestionNumbers } from '../../review/conditionWords.js';
import { plain } from '../../review/fewWords.js';

type Props = { when: Condition; numbers: QuestionNumbers; onGo: (question: string) => void };

/** A condition in words, with every question in it as something to go to. */
export function Words({ when, numbers, onGo }: Props) {
  return (
    <ConditionText
      words={conditionWords(when, numbers)}
      refer={(question, number) => (
        <button type="button" class="picture-link" onClick={() => onGo(question)}>
          question {number}
        </button>
      )}
      say={plain}
    />
  );
}
