import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Topic } from '../../flow/schema.js';
import { fill, inline } from '../../flow/text.js';
import { visibleTexts } from '../../flow/visibleTexts.js';
import { chunk } from '../later.js';
import { Rich } from '../Rich.js';
import type { View } from '../view.js';
import { say } from '../words/en.js';
import { allWords } from './words.js';

/** A list of more topics than this can be searched; fewer are seen at a glance. */
const mostUnsearched = 6;
/** How long nothing is typed before the number of topics found is told, in milliseconds. */
const settled = 600;

/** Topics to tap, `offered` of all `topics`, and where these are many, a field that finds them. */
export function TopicList({
  topics,
  offered,
  view,
  onAsk,
}: {
  topics: readonly Topic[];
  offered: readonly Topic[];
  view: View;
  onAsk: (id: string) => void;
}) {
  const words = allWords(view);
  const [query, setQuery] = useState('');
  const [search, setSearch] = useState<typeof import('./search.js')>();
  const fetching = useRef(false);
  const fetchSearch = async () => {
    if (search || fetching.current) return;
    fetching.current = true;
    try {
      const came = await chunk(() => import('./search.js'), 'search');
      setSearch(() => came);
    } catch {
      // The plain search does; asked for again when the visitor comes back to the field.
    }
    fetching.current = false;
  };

  const plain = (text: string) =>
    inline(fill(text, view.values) ?? '')
      .map((piece) => piece.text)
      .join('');
  const find = useMemo(
    () =>
      search?.createFinder(
        topics.map(({ id, ask, content }) => ({
          id,
          ask: plain(ask),
          text: visibleTexts(view, content).map(plain).join('\n'),
        })),
      ),
    [search, view.language],
  );
  const typed = query.trim().toLowerCase();
  const found = find && typed ? find(typed).flatMap((id) => offered.filter((topic) => topic.id === id)) : [];
  // Until the search is here, and where it finds nothing: the questions that have these very letters.
  const shown = found.length > 0 ? found : offered.filter(({ ask }) => plain(ask).toLowerCase().includes(typed));

  const [status, setStatus] = useState('');
  useEffect(() => {
    const tell = typed && (shown.length > 0 ? say(words.found, { n: shown.length }) : words.nothing);
    const timer = setTimeout(() => setStatus(tell), typed ? settled : 0);
    return () => clearTimeout(timer);
  }, [typed, shown.length]);

  return (
    <div class={typed ? 'finder finding' : 'finder'}>
      {topics.length > mostUnsearched && (
        <div class="find">
          <label>
            {words.find}
            <input
              type="search"
              autocomplete="off"
              enterkeyhint="search"
              value={query}
              onFocus={fetchSearch}
              onInput={({ currentTarget }) => {
                if (!query) void fetchSearch();
                setQuery(currentTarget.value);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Escape' || !query) return;
                // The first Escape empties the field; only the next one closes the guide.
                event.preventDefault();
                event.stopPropagation();
                setQuery('');
              }}
            />
          </label>
          <p role="status">{status}</p>
        </div>
      )}
      <ul class="chips">
        {shown.map((topic) => (
          <li key={topic.id}>
            <button
              type="button"
              class="chip"
              onClick={() => {
                setQuery('');
                onAsk(topic.id);
              }}
            >
              <Rich text={topic.ask} view={view} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
