import { useEffect } from 'preact/hooks';
import type { ChatModel } from '../model.js';
import type { View } from '../view.js';
import { beforeOutcome, topicsFor } from './offer.js';
import { sendingOf } from './sending.js';
import { pick, TopicAnswers } from './TopicAnswers.js';
import { TopicList } from './TopicList.js';
import { allWords } from './words.js';

/**
 * Questions that the visitor may ask: on a routine outcome, with the answers to those that were asked there, and,
 * folded away below the first question, before any answer. Nowhere else: nothing shall come between a question about
 * warning signs and the next one, or stand below advice to see a doctor.
 */
export function Topics({ model, view, act }: { model: ChatModel; view: View; act: (change: () => void) => void }) {
  const { session, askedFirst, asked } = model;
  const outcome = session.outcome.value;
  // Here, since the outcome's own parts are not drawn any more when the answers are cleared.
  const cleared = session.steps.value.length === 0;
  useEffect(() => {
    if (cleared) sendingOf(view).forget();
  }, [cleared]);
  const words = allWords(view);
  if (model.prompt.value || model.editing.value) return null;
  if (outcome ? outcome.urgency !== 'routine' : session.steps.value.length > 0) return null;

  const now = outcome ? view : beforeOutcome(view);
  const topics = topicsFor(now);
  const here = outcome ? asked : askedFirst;
  const known = [...askedFirst.value, ...asked.value];
  const list = (
    <TopicList
      topics={topics}
      offered={topics.filter(({ id }) => !known.includes(id))}
      view={now}
      onAsk={(id) =>
        act(() => {
          here.value = [...here.value, id];
        })
      }
    />
  );
  const done = topics.every(({ id }) => known.includes(id));
  if (!outcome) {
    return done ? null : (
      <details class="why topics">
        <summary>{words.treatment}</summary>
        {list}
      </details>
    );
  }
  return (
    <>
      <TopicAnswers topics={pick(topics, asked.value)} view={view} />
      {!done && (
        <section class="topics" aria-labelledby="topics-title">
          <h4 id="topics-title">{words.ask}</h4>
          {list}
        </section>
      )}
    </>
  );
}
