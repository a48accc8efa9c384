import type { Path } from '../../flow/parse.js';
import { comparisonsIn } from './conditions.js';
import { entryPath, kindAt, nameOf } from './entries.js';
import { fieldsOf, itemsOf, textOf, valueIn, within } from './fields.js';

/** Something that names another thing of the flow. */
export type Use = { file: string; path: Path; words: string };

/** Whatever names what is at `path` in flow.json: an entry, or a choice of a question. Not what stands within it. */
export function usesOf(flow: unknown, vignettes: unknown, path: Path): Use[] {
  const named = namesAt(flow, path);
  const uses = new Map<string, Use>();
  const use = (file: string, at: Path, words: string) => uses.set(words, { file, path: at, words });
  walk(flow, [], (value, at) => {
    if (within(at, path) || !named.inFlow(value, at)) return;
    use('flow.json', at, nameOf(flow, entryPath(at)));
  });
  itemsOf(fieldsOf(vignettes).vignettes).forEach((one, v) => {
    if (named.inVignette(fieldsOf(one)))
      use('vignettes.json', ['vignettes', v], `the example patient “${textOf(fieldsOf(one).title)}”`);
  });
  // With a whole question its answer there goes, too.
  if (path.length > 4 && named.inVignette({ answers: fieldsOf(vignettes).baseline }))
    use('vignettes.json', ['baseline'], 'the answers that all example patients start from');
  return [...uses.values()];
}

/** The red flags that would read nothing any more: all they compare is at `path`. Their indices. */
export function flagsOnlyOf(flow: unknown, path: Path): number[] {
  const gone = answersAt(flow, path);
  return itemsOf(fieldsOf(flow).redFlags).flatMap((flag, f) => {
    const read = comparisonsIn(fieldsOf(flag).when);
    const all = read.every(
      ({ question, is }) =>
        gone.has(question) || (is.length > 0 && is.every((choice) => gone.has(`${question} ${choice}`))),
    );
    return read.length > 0 && all ? [f] : [];
  });
}

/** The questions, or the one choice, that go when `path` goes. */
export function answersAt(flow: unknown, path: Path): ReadonlySet<string> {
  const value = fieldsOf(valueIn(flow, path));
  const kind = kindAt(entryPath(path));
  if (kind === 'section') return new Set(itemsOf(value.questions).map((one) => textOf(fieldsOf(one).id)));
  if (kind !== 'question') return new Set();
  if (path.length === 4) return new Set([textOf(value.id)]);
  return new Set([`${textOf(fieldsOf(valueIn(flow, path.slice(0, 4))).id)} ${textOf(value.id)}`]);
}

function namesAt(flow: unknown, path: Path) {
  const kind = kindAt(entryPath(path));
  const id = textOf(fieldsOf(valueIn(flow, path)).id);
  const answers = answersAt(flow, path);
  return {
    inFlow(value: unknown, at: Path): boolean {
      if (kind === 'question' || kind === 'section') {
        const { question, is } = fieldsOf(value);
        if (typeof question !== 'string') return false;
        return answers.has(question) || [is].flat().some((choice) => answers.has(`${question} ${choice}`));
      }
      const [field, key] = [at[0], at.at(-1)];
      if (value !== id) return false;
      if (kind === 'outcome') return field === 'redFlags' && key === 'outcome';
      if (kind === 'source') return field === 'redFlags' && at.at(-2) === 'source';
      return kind === 'topic' && (key === 'topic' || (at.length === 1 && key === 'help'));
    },
    inVignette({ answers: given, outcome, redFlags }: { answers?: unknown; outcome?: unknown; redFlags?: unknown }) {
      if (kind === 'outcome') return outcome === id;
      if (kind === 'redFlag') return itemsOf(redFlags).includes(id);
      return Object.entries(fieldsOf(given)).some(
        ([question, answer]) =>
          answers.has(question) || [answer].flat().some((one) => answers.has(`${question} ${one}`)),
      );
    },
  };
}

function walk(value: unknown, path: Path, visit: (value: unknown, path: Path) => void): void {
  visit(value, path);
  const parts = Array.isArray(value) ? value.entries() : Object.entries(fieldsOf(value));
  for (const [key, inner] of parts) walk(inner, [...path, key], visit);
}
