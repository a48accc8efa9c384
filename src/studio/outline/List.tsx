import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Path } from '../../flow/parse.js';
import { type Entry, entryPath, found, keyOf, kindWords } from './entries.js';
import { memo } from './memo.js';
import { dropped, step } from './moves.js';
import { Row } from './Row.js';
import type { Outline } from './state.js';

/** Letters that follow each other within this many milliseconds look for one word. */
const pause = 700;
/** How many lines are shown, at most, of what was found. */
const most = 150;

/** The whole guide as a list: to choose from, to order, to look in. */
export const List = memo(function List({ outline }: { outline: Outline }) {
  const { workbench, folded, wanted } = outline;
  const { place, project, spoken } = workbench;
  const tree = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<Path>();
  const [over, setOver] = useState<{ at: string; how: 'before' | 'behind' | 'into' }>();
  // A line that is gone has lost the focus, which nobody is told.
  const inside = useRef(false);
  const looked = useRef({ letters: '', time: 0 });
  const readable = project.file('flow.json').readable.value;

  const all = outline.entries.value;
  const looking = wanted.value.trim() !== '';
  const matching = looking ? found(all, outline.flow(), wanted.value) : all;
  const shown = looking
    ? matching.slice(0, most)
    : matching.filter(({ parent }) => parent === undefined || !folded.value.has(parent));
  const counts = outline.counts.value;
  const chosen = place.value.file === 'flow.json' ? keyOf(entryPath(place.value.path)) : '';
  const isOpen = ({ key, children }: Entry) => (children === 0 ? undefined : looking || !folded.value.has(key));
  const none = { problems: 0, errors: 0 };
  const problemsOf = (entry: Entry) => {
    const own = counts.get(entry.key) ?? none;
    // What is folded away still counts.
    if (entry.level === 2 || isOpen(entry)) return own;
    return all.reduce((sum, { parent, key }) => {
      const one = parent === entry.key ? (counts.get(key) ?? none) : none;
      return { problems: sum.problems + one.problems, errors: sum.errors + one.errors };
    }, own);
  };
  const focusable = shown.some(({ key }) => key === chosen) ? chosen : (shown[0]?.key ?? '');

  // What is chosen elsewhere is brought into sight, also out of a folded section.
  useEffect(() => {
    const parent = all.find(({ key }) => key === chosen)?.parent;
    if (parent !== undefined && folded.peek().has(parent))
      folded.value = new Set([...folded.peek()].filter((key) => key !== parent));
  }, [chosen]);
  // Before anything is painted: the next key must find the focus where it belongs.
  useLayoutEffect(() => {
    const row = rowAt(tree.current, chosen);
    row?.scrollIntoView?.({ block: 'nearest' });
    // The focus stays on what is chosen, wherever it went.
    if (inside.current) row?.focus({ preventScroll: true });
  }, [chosen, folded.value]);

  const entryAt = (element: EventTarget | null) => {
    const key = (element as Element | null)?.closest?.('[data-at]')?.getAttribute('data-at');
    return shown.find((one) => one.key === key);
  };
  const fold = (entry: Entry, to?: boolean) => {
    const key = entry.key;
    const now = new Set(folded.value);
    if (to ?? !now.has(key)) now.add(key);
    else now.delete(key);
    folded.value = now;
  };
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    outline.adding.value = undefined;
    outline.choose(entry.path);
    rowAt(tree.current, entry.key)?.focus();
  };
  const drop = (on: Entry, event: DragEvent) => {
    if (!dragged || !readable) return undefined;
    const box = rowAt(tree.current, on.key)?.getBoundingClientRect();
    const behind = box !== undefined && event.clientY > box.top + box.height / 2;
    const move = dropped(dragged, on.path, behind);
    if (!move) return undefined;
    const into = on.kind === 'section' && move.list.length === 3;
    return { move, how: into ? ('into' as const) : behind ? ('behind' as const) : ('before' as const) };
  };

  const keys = (event: KeyboardEvent) => {
    const entry = entryAt(event.target);
    if (!entry) return;
    const index = shown.indexOf(entry);
    const open = isOpen(entry);
    const act = (what: () => void) => {
      event.preventDefault();
      what();
    };
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      const move = readable && step(outline.flow(), entry.path, event.key === 'ArrowUp' ? -1 : 1);
      return act(() => {
        if (move) outline.move(move);
        else if (readable) spoken.value = `This ${kindWords[entry.kind]} cannot go further.`;
      });
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    switch (event.key) {
      case 'ArrowDown':
        return act(() => choose(shown[index + 1]));
      case 'ArrowUp':
        return act(() => choose(shown[index - 1]));
      case 'Home':
        return act(() => choose(shown[0]));
      case 'End':
        return act(() => choose(shown.at(-1)));
      case 'ArrowRight':
        return act(() => (open === false ? fold(entry, false) : open && choose(shown[index + 1])));
      case 'ArrowLeft':
        return act(() =>
          open && !looking ? fold(entry, true) : choose(shown.find(({ key }) => key === entry.parent)),
        );
      case 'Enter':
      case ' ':
        return act(() => {
          choose(entry);
          setTimeout(() => document.getElementById('outline-form-title')?.focus());
        });
      case 'Delete':
        return act(() => {
          if (readable && entry.kind !== 'guide' && entry.kind !== 'group') outline.askToRemove(entry.path);
        });
    }
    if (event.key.length !== 1) return;
    const now = Date.now();
    const { letters, time } = looked.current;
    const typed = (now - time < pause ? letters : '') + event.key.toLowerCase();
    looked.current = { letters: typed, time: now };
    const from = typed.length > 1 ? index : index + 1;
    const turned = [...shown.slice(from), ...shown.slice(0, from)];
    act(() => choose(turned.find(({ label }) => label.toLowerCase().startsWith(typed))));
  };

  return (
    <section class="outline-list" aria-label="All of the guide">
      <label class="find">
        Find a question
        <input
          type="search"
          value={wanted.value}
          placeholder="Words, a choice or an id"
          onInput={({ currentTarget }) => {
            wanted.value = currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              choose(shown.find(({ level }) => level === 2) ?? shown[0]);
            }
          }}
        />
      </label>
      {looking && (
        <p class="hint" role="status">
          {matching.filter(({ level }) => level === 2).length} found
          {matching.length > most && ': these are the first. Write more to see fewer.'}
        </p>
      )}
      <div
        ref={tree}
        role="tree"
        aria-label="Outline of the guide"
        class="tree"
        onFocusIn={() => {
          inside.current = true;
        }}
        onFocusOut={({ target }) => {
          if ((target as Element).isConnected) inside.current = false;
        }}
        onKeyDown={keys}
        onClick={(event) => {
          const entry = entryAt(event.target);
          const folding = (event.target as Element).closest('.fold') && entry && isOpen(entry) !== undefined;
          if (folding && !looking) fold(entry);
          else choose(entry);
        }}
        onDragStart={(event) => {
          const entry = entryAt(event.target);
          if (!entry || !readable) return event.preventDefault();
          event.dataTransfer?.setData('text/plain', entry.id);
          setDragged(entry.path);
        }}
        onDragOver={(event) => {
          const on = entryAt(event.target);
          const there = on && drop(on, event);
          if (there) event.preventDefault();
          const at = there && on.key;
          if (over?.at !== at || over?.how !== there?.how)
            setOver(there && at !== undefined ? { at, how: there.how } : undefined);
        }}
        onDrop={(event) => {
          const on = entryAt(event.target);
          const there = on && drop(on, event);
          event.preventDefault();
          setOver(undefined);
          setDragged(undefined);
          if (there) outline.move(there.move);
        }}
        onDragEnd={() => {
          setOver(undefined);
          setDragged(undefined);
        }}
      >
        {shown.map((entry) => {
          const at = entry.key;
          return (
            <Row
              key={at}
              at={at}
              kind={entry.kind}
              label={entry.label}
              level={entry.level}
              place={entry.place}
              of={entry.of}
              expanded={isOpen(entry)}
              chosen={at === chosen}
              first={at === focusable}
              some={entry.some}
              urgency={entry.urgency}
              {...problemsOf(entry)}
              drop={over?.at === at ? over.how : undefined}
              draggable={readable && entry.kind !== 'guide' && entry.kind !== 'group'}
            />
          );
        })}
      </div>
    </section>
  );
});

const rowAt = (tree: Element | null, key: string) => tree?.querySelector<HTMLElement>(`[data-at="${key}"]`) ?? null;
