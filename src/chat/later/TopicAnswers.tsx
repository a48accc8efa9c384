import type { Topic } from '../../flow/schema.js';
import { Content } from '../Content.js';
import type { ChatModel } from '../model.js';
import { Rich } from '../Rich.js';
import type { View } from '../view.js';
import { beforeOutcome, topicsFor } from './offer.js';

/** Topics that were asked about, each as the visitor's question and the guide's answer. */
export function TopicAnswers({ topics, view }: { topics: readonly Topic[]; view: View }) {
  return (
    <>
      {topics.map((topic) => (
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
    </>
  );
}

/**
 * What was asked before the first answer; it stays at the top of the conversation. Nothing while the visitor needs a
 * doctor, nor while that result is being changed: nobody reads about treatment above it.
 */
export function AskedFirst({ model, view }: { model: ChatModel; view: View }) {
  const ids = model.askedFirst.value;
  const outcome = model.session.outcome.value;
  if (ids.length === 0 || (outcome && outcome.urgency !== 'routine')) return null;
  const now = outcome ? view : beforeOutcome(view);
  return <TopicAnswers topics={pick(topicsFor(now), ids)} view={now} />;
}

/** The topics with these ids, in the order of the ids. */
export function pick(topics: readonly Topic[], ids: readonly string[]): Topic[] {
  return ids.flatMap((id) => topics.filter((topic) => topic.id === id));
}
