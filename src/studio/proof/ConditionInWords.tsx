import type { Condition as When } from '../../flow/schema.js';
import { Condition } from '../../review/Condition.js';
import type { Numbers } from '../../review/numbers.js';
import { pathOf } from '../places.js';
import { useWorkbench } from '../workbench.js';
import { askWords } from './said.js';

/** A condition in words, in which each question leads to itself. */
export function ConditionInWords({ when, numbers }: { when: When; numbers: Numbers }) {
  const { goTo } = useWorkbench();
  const { flow } = numbers;
  return (
    <Condition
      when={when}
      numbers={numbers}
      refer={(question) => (
        <button
          type="button"
          class="question-name"
          onClick={() => goTo({ file: 'flow.json', path: pathOf(flow, { question }) ?? [] }, 'outline')}
        >
          “{askWords(flow, question)}”
        </button>
      )}
    />
  );
}
