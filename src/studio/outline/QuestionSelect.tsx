import { short } from './fields.js';
import { memo } from './memo.js';
import type { Asked } from './questions.js';

type Props = {
  id: string;
  label: string;
  value: string;
  questions: readonly Asked[];
  /** How many of them, from the first, may be compared here. */
  count: number;
  /** Changes when anything that is offered does: with many questions, it is drawn anew only then. */
  edition: string;
  onPick: (question: string) => void;
};

/** Which question a comparison is about: of those that were asked before. */
export const QuestionSelect = memo(
  function QuestionSelect({ id, label, value, questions, count, onPick }: Props) {
    const offered = questions.slice(0, count);
    const known = offered.some((question) => question.id === value);
    const later = questions.find((question) => question.id === value);
    const sections = [...new Set(offered.map(({ path }) => path[1] as number))];
    return (
      <select id={id} aria-label={label} value={value} onChange={({ currentTarget }) => onPick(currentTarget.value)}>
        {value === '' && <option value="">choose a question …</option>}
        {!known && value !== '' && (
          <option value={value}>{later ? `“${short(later.ask)}” (asked later)` : `${value} (does not exist)`}</option>
        )}
        {sections.map((s) => {
          const own = offered.filter(({ path }) => path[1] === s);
          return (
            <optgroup key={s} label={own[0]?.section || `Section ${s + 1}`}>
              {own.map((question) => (
                <option key={question.id} value={question.id}>
                  {short(question.ask || question.id)}
                </option>
              ))}
            </optgroup>
          );
        })}
      </select>
    );
  },
  ['id', 'value', 'edition'],
);
