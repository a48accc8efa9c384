import { useEffect, useRef, useState } from 'preact/hooks';
import { type RowActions, TextRow } from './TextRow.js';
import type { Part, Row } from './translation.js';

/** How far beyond the screen, in pixels, texts are drawn; so many groups are before it is known what is in sight. */
const margin = 900;
const first = 12;
/** How high a text is, in pixels, about, before it was ever drawn. */
const rowHeight = 118;

type Props = {
  parts: Part[];
  source: string;
  language: string;
  /** The key of the text that gets the focus, if any. */
  focus: string;
  actions: RowActions;
};

/** Texts under the headings of the guide. Only those in sight are drawn: there can be thousands. */
export function TextList({ parts, source, language, focus, actions }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const heights = useRef(new Map<string, number>());
  const [near, setNear] = useState<ReadonlySet<string> | undefined>(undefined);
  const look = () => {
    const groups = [...(list.current?.querySelectorAll<HTMLElement>('[data-group]') ?? [])];
    const seen = new Set<string>();
    for (const group of groups) {
      const { top, bottom, height } = group.getBoundingClientRect();
      const key = group.dataset.group as string;
      if (group.dataset.drawn) heights.current.set(key, height);
      // What holds the focus stays, wherever it was scrolled to.
      if ((bottom > -margin && top < innerHeight + margin) || group.contains(document.activeElement)) seen.add(key);
    }
    setNear((before) => (before && same(before, seen) ? before : seen));
  };
  useEffect(() => {
    let asked = 0;
    const soon = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(look);
    };
    addEventListener('scroll', soon, { capture: true, passive: true });
    addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(asked);
      removeEventListener('scroll', soon, { capture: true });
      removeEventListener('resize', soon);
    };
  }, []);
  useEffect(look, [parts]);

  let index = 0;
  const drawn = (key: string, rows: readonly Row[]) => {
    const early = near ? near.has(key) : index < first;
    index++;
    return early || rows.some(({ place }) => place === focus);
  };
  return (
    <div ref={list}>
      {parts.map((part) => (
        <section key={part.key} class="text-part">
          <h3 lang={source}>{part.heading}</h3>
          {part.groups.map(({ key, heading, rows }) => {
            const here = drawn(key, rows);
            return (
              <div
                key={key}
                class="text-group"
                data-group={key}
                data-drawn={here || undefined}
                style={here ? undefined : { '--height': `${heights.current.get(key) ?? rows.length * rowHeight}px` }}
              >
                {heading && <h4 lang={source}>{heading}</h4>}
                {here && (
                  <ul>
                    {rows.map((row) => (
                      <TextRow
                        key={row.place}
                        row={row}
                        source={source}
                        language={language}
                        focus={row.place === focus}
                        actions={actions}
                      />
                    ))}
                  </ul>
                )}
              </div>
            );
          })}
        </section>
      ))}
    </div>
  );
}

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>) => a.size === b.size && [...a].every((one) => b.has(one));
