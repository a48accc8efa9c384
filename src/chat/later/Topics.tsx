import { shows, visible } from '../../flow/content.js';
import type { Topic } from '../../flow/schema.js';
import { Content } from '../Content.js';
import { Rich } from '../Rich.js';
import type { View } from '../view.js';
import { allWords } from './words.js';

/** The topics that a visitor may ask about: those that apply and have something to say. */
export function topicsFor(view: View): Topic[] {
  return (view.flow.topics ?? []).filter(
    (topic) => topic.id !== view.flow.help && shows(view, topic) && topic.content.some((block) => visible(view, block)),
  );
}

/** Questions to tap after a routine outcome, and the answers to those that were tapped. */
export function Topics({
  asked,
  view,
  onAsk,
}: {
  asked: readonly string[];
  view: View;
  onAsk: (topic: string) => void;
}) {
  const topics = topicsFor(view);
  const answered = asked.flatMap((id) => topics.filter((topic) => topic.id === id));
  const open = topics.filter((topic) => !asked.includes(topic.id));
  return (
    <>
      {answered.map((topic) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls; this is a question and its answer.
        <div key={topic.id} class="step" data-topic={topic.id} role="group" aria-label={topic.ask} tabIndex={-1}>
          <div class="visitor">
            <div class="said">
              <span class="sr">{view.words.you}: </span>
              <p>
                <Rich text={topic.ask} view={view} />
              </p>
            </div>
          </div>
          <div class="guide">
            <Content content={topic.content} view={view} />
          </div>
        </div>
      ))}
      {open.length > 0 && (
        <div class="topics">
          <h4>{allWords(view).ask}</h4>
          {open.map((topic) => (
            <button key={topic.id} type="button" class="chip" onClick={() => onAsk(topic.id)}>
              <Rich text={topic.ask} view={view} />
            </button>
          ))}
        </div>
      )}
    </>
  );
}
