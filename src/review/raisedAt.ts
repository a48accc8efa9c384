import { questionsOf } from '../flow/answer.js';
import { comparisons, evaluate } from '../flow/condition.js';
import type { AnswerCondition, Flow, RedFlag } from '../flow/schema.js';
import { byUrgency } from '../machine/compile.js';

/**
 * The red flags that an answer to each question can be the one to raise, by question id, most urgent first. A flag is
 * raised at a question that it reads if it can be true while every later question has no answer: one made of one sign
 * "or" another can be raised at each of them, and every flag is raised somewhere. Pass parsed flows only.
 */
export function raisedAt(flow: Flow): ReadonlyMap<string, readonly RedFlag[]> {
  const order = new Map(questionsOf(flow).map(({ id }, index) => [id, index]));
  const found = new Map<string, RedFlag[]>();
  for (const flag of byUrgency(flow)) {
    const read = new Set((comparisons(flag.when) as AnswerCondition[]).map(({ question }) => question));
    for (const id of read) {
      const at = order.get(id) ?? 0;
      const possible = evaluate(flag.when, (atom) =>
        (order.get((atom as AnswerCondition).question) ?? 0) > at ? false : undefined,
      );
      if (possible !== false) found.set(id, [...(found.get(id) ?? []), flag]);
    }
  }
  return found;
}
