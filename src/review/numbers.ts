import type { Flow, Outcome, RedFlag, Source, Topic } from '../flow/schema.js';
import { byUrgency, outcomeOf } from '../machine/compile.js';
import { type QuestionNumbers, questionNumbers } from './conditionWords.js';

/** A red flag as the script names it: F1 is the first that is looked at. */
export type NumberedFlag = { number: number; flag: RedFlag; outcome: Outcome };

/** What the chapters of a script share: the flow, and the numbers by which they refer to each other. */
export type Numbers = {
  flow: Flow;
  questions: QuestionNumbers;
  /** In the order in which they decide. */
  flags: NumberedFlag[];
  topics: ReadonlyMap<string, { number: number; topic: Topic }>;
  sources: ReadonlyMap<string, { number: number; source: Source }>;
};

/** Numbers everything in a parsed flow that the script refers to. */
export function numbersOf(flow: Flow): Numbers {
  return {
    flow,
    questions: questionNumbers(flow),
    flags: byUrgency(flow).map((flag, index) => ({ number: index + 1, flag, outcome: outcomeOf(flow, flag) })),
    topics: new Map((flow.topics ?? []).map((topic, index) => [topic.id, { number: index + 1, topic }])),
    sources: new Map((flow.sources ?? []).map((source, index) => [source.id, { number: index + 1, source }])),
  };
}

/** Numbers with their letter, runs of three and more drawn together: F1–F4, F7, F8. */
export function ranges(letter: string, numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .flatMap(([first, last]) => {
      if (first === last) return [`${letter}${first}`];
      return last - first === 1 ? [`${letter}${first}`, `${letter}${last}`] : [`${letter}${first}–${letter}${last}`];
    })
    .join(', ');
}
