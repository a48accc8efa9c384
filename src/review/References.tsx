import { Condition } from './Condition.js';
import { Content } from './Content.js';
import type { Numbers } from './numbers.js';
import { Id } from './Questions.js';
import { Said } from './Said.js';

/** The chapter of topics: what a visitor may ask, and the answers. */
export function Topics({ numbers }: { numbers: Numbers }) {
  const { flow, topics } = numbers;
  if (topics.size === 0) return null;
  return (
    <section class="chapter" aria-labelledby="chapter_topics">
      <h2 id="chapter_topics">Topics</h2>
      <p>
        Questions that a visitor may tap at a routine outcome, with their answers. Some also stand within an outcome.
      </p>
      {[...topics.values()].map(({ number, topic }) => (
        <section key={topic.id} class="part" aria-labelledby={`topic_${topic.id}`}>
          <div class="head">
            <h3 id={`topic_${topic.id}`}>
              T{number} <Said text={topic.ask} flow={flow} /> <Id id={topic.id} />
            </h3>
            {topic.when && (
              <div class="rule">
                Shown only if <Condition when={topic.when} numbers={numbers} />
              </div>
            )}
          </div>
          <Content content={topic.content} numbers={numbers} />
        </section>
      ))}
    </section>
  );
}

/** The chapter of sources, each with the red flags that rest on it. */
export function Sources({ numbers }: { numbers: Numbers }) {
  const { flags, sources } = numbers;
  if (sources.size === 0) return null;
  return (
    <section class="chapter" aria-labelledby="chapter_sources">
      <h2 id="chapter_sources">Sources</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Source</th>
            <th scope="col">Red flags</th>
          </tr>
        </thead>
        <tbody>
          {[...sources.values()].map(({ number, source }) => (
            <tr key={source.id}>
              <th scope="row">S{number}</th>
              <td>
                <p class="source">
                  <a href={source.url}>{source.title}</a>
                </p>
              </td>
              <td>{ofSource(source.id)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
  function ofSource(id: string) {
    const own = flags.filter(({ flag }) => flag.source.includes(id));
    return own.length > 0 ? own.map(({ number }) => `F${number}`).join(', ') : '–';
  }
}
