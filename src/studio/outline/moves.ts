import type { Path } from '../../flow/parse.js';
import type { Draft } from '../project.js';
import { kindAt } from './entries.js';
import { fieldsOf, itemsOf, valueIn } from './fields.js';

/** Something goes from its list into one, at `index` there, counted as it will be. */
export type Move = { from: Path; list: Path; index: number };

const listOf = (path: Path) => path.slice(0, -1);
const indexOf = (path: Path) => path.at(-1) as number;
const questionsOf = (s: number): Path => ['sections', s, 'questions'];

/** One step up (-1) or down (1), for questions also over the border of their section; undefined at the end. */
export function step(flow: unknown, path: Path, by: -1 | 1): Move | undefined {
  const kind = kindAt(path);
  if (kind === 'guide' || kind === 'group') return undefined;
  const list = listOf(path);
  const index = indexOf(path) + by;
  if (index >= 0 && index < itemsOf(valueIn(flow, list)).length) return { from: path, list, index };
  if (kind !== 'question') return undefined;
  const s = (path[1] as number) + by;
  const section = itemsOf(fieldsOf(flow).sections)[s];
  if (!section) return undefined;
  return { from: path, list: questionsOf(s), index: by < 0 ? itemsOf(fieldsOf(section).questions).length : 0 };
}

/** To the end of another section. */
export function toSection(flow: unknown, path: Path, s: number): Move {
  return { from: path, list: questionsOf(s), index: itemsOf(valueIn(flow, questionsOf(s))).length };
}

/** What dropping one entry on another means, before or behind it; undefined when it cannot go there. */
export function dropped(path: Path, on: Path, behind: boolean): Move | undefined {
  const [kind, there] = [kindAt(path), kindAt(on)];
  if (kind === 'question' && there === 'section') return { from: path, list: questionsOf(on[1] as number), index: 0 };
  if (kind !== there || kind === 'guide' || kind === 'group') return undefined;
  const list = listOf(on);
  const same = list.join() === listOf(path).join();
  const index = indexOf(on) + (behind ? 1 : 0);
  const move = { from: path, list, index: same && indexOf(path) < index ? index - 1 : index };
  return same && move.index === indexOf(path) ? undefined : move;
}

/** Where it is afterwards. */
export const movedTo = ({ list, index }: Move): Path => [...list, index];

/** Makes a move in flow.json. */
export function make(draft: Draft, { from, list, index }: Move): void {
  if (listOf(from).join() === list.join()) draft.move('flow.json', list, indexOf(from), index);
  else draft.carry('flow.json', from, list, index);
}
