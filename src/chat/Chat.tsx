import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { topicContent, visible } from '../flow/content.js';
import { Content } from './Content.js';
import { Controls } from './Controls.js';
import { Header } from './Header.js';
import { Icon } from './icons.js';
import type { ChatModel } from './model.js';
import { ActionButton, OutcomeCard } from './OutcomeCard.js';
import { Rich } from './Rich.js';
import { Topics } from './Topics.js';
import { Transcript } from './Transcript.js';
import type { View } from './view.js';

/** The whole conversation inside the panel. `acted` says that the visitor did something, so focus may follow. */
export function Chat({
  model,
  view: base,
  acted,
  onClose,
}: {
  model: ChatModel;
  view: Omit<View, 'answers'>;
  acted: Signal<boolean>;
  onClose: (() => void) | undefined;
}) {
  const { session, editing, helping, resuming } = model;
  const view: View = { ...base, answers: session.asked.value };
  const { words } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const question = resuming.value ? undefined : model.question.value;
  const outcome = question || resuming.value ? undefined : session.outcome.value;
  const steps = session.steps.value;
  const shown = editing.value
    ? steps.slice(
        0,
        steps.findIndex((step) => step.question === editing.value),
      )
    : steps;
  const asked = model.asked.value;
  const topicAsked = outcome && asked.at(-1);

  /** Every handler of the visitor's goes through here. */
  const act = (change: () => void) => {
    acted.value = true;
    change();
  };

  const screen = helping.value ? 'help' : (question?.id ?? outcome?.id ?? 'resume');
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const find = (selector: string) => box.querySelector<HTMLElement>(selector);
    const target = topicAsked ? find(`[data-topic="${topicAsked}"]`) : find('[data-current]');
    // The new message comes to the top of what is visible, or as near as its length allows; the page never scrolls.
    if (target) box.scrollTop = steps.length === 0 && question ? 0 : target.offsetTop - 12;
    if (acted.peek()) (topicAsked ? target : find('[data-focus], h3'))?.focus({ preventScroll: true });
  }, [screen, editing.value, topicAsked]);

  const keys = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement && !event.target.dataset.key;
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing || !/^\d$/.test(event.key)) return;
    const option = scroller.current?.querySelector<HTMLElement>(`[data-key="${event.key}"]`);
    if (option) {
      event.preventDefault();
      option.click();
    }
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: number keys are a short cut for the buttons inside.
    <div
      class="chat"
      lang={view.language}
      dir={/^(ar|fa|he|ur)\b/.test(view.language) ? 'rtl' : 'ltr'}
      onKeyDown={keys}
    >
      <Header
        view={view}
        progress={question && !editing.value ? session.progress.value : undefined}
        done={outcome !== undefined}
        helping={helping.value}
        onHelp={() =>
          act(() => {
            helping.value = !helping.value;
          })
        }
        onRestart={() => act(model.restart)}
        onClose={onClose}
      />
      <div class="scroller" ref={scroller}>
        {helping.value ? (
          <HelpNow
            view={view}
            onBack={() =>
              act(() => {
                helping.value = false;
              })
            }
          />
        ) : (
          <>
            <div role="log" aria-live="polite" aria-relevant="additions" aria-label={words.conversation}>
              <Intro view={view} />
              <Transcript steps={shown} view={view} onEdit={(target) => act(() => model.edit(target))} />
              {model.warning.value && (
                <div class="guide warning">
                  <p>{model.warning.value}</p>
                </div>
              )}
              {model.notice.value && (
                <div class="guide">
                  <p>{model.notice.value}</p>
                </div>
              )}
              {question && (
                <div key={`ask-${question.id}`} class="guide" id="question" data-current>
                  <p>
                    <Rich text={question.ask} view={view} />
                  </p>
                </div>
              )}
              {resuming.value && (
                <div class="guide" id="question" data-current>
                  <p>{words.resume}</p>
                </div>
              )}
            </div>
            <div tabIndex={-1} data-focus={outcome ? undefined : true} class="focus">
              {question && (
                <Controls
                  key={`${question.id}${editing.value ? '-again' : ''}`}
                  question={question}
                  given={editing.value ? session.answers.value[question.id] : undefined}
                  view={view}
                  labelledBy="question"
                  onAnswer={(answer) => act(() => model.answer(answer))}
                  onKeep={() => act(() => model.edit(undefined))}
                />
              )}
              {resuming.value && <Resume model={model} view={view} act={act} />}
              {outcome && (
                <div data-current>
                  <OutcomeCard outcome={outcome} session={session} view={view} />
                  {outcome.urgency === 'routine' && (
                    <Topics
                      asked={asked}
                      view={view}
                      onAsk={(topic) =>
                        act(() => {
                          model.asked.value = [...asked, topic];
                        })
                      }
                    />
                  )}
                  <button type="button" class="quiet" onClick={() => act(model.restart)}>
                    {words.restart}
                  </button>
                </div>
              )}
            </div>
          </>
        )}
      </div>
    </div>
  );
}

function Intro({ view }: { view: View }) {
  return (
    <div class="guide intro">
      <Content content={view.flow.intro ?? []} view={view} />
      {view.flow.review.status === 'draft' && <p class="small">{view.words.draft}</p>}
    </div>
  );
}

function Resume({ model, view, act }: { model: ChatModel; view: View; act: (change: () => void) => void }) {
  const { words } = view;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in the transcript, where the question is.
    <div class="controls options" role="group" aria-labelledby="question">
      <button
        type="button"
        class="option"
        data-key="1"
        onClick={() =>
          act(() => {
            model.resuming.value = false;
          })
        }
      >
        {words.resumeYes}
      </button>
      <button type="button" class="option" data-key="2" onClick={() => act(model.restart)}>
        {words.resumeNo}
      </button>
    </div>
  );
}

/** When to get help and whom to call, whatever was answered so far. */
function HelpNow({ view, onBack }: { view: View; onBack: () => void }) {
  const emergency = view.flow.outcomes.find((outcome) => outcome.urgency === 'emergency');
  const content = view.flow.help ? topicContent(view, view.flow.help) : (emergency?.content ?? []);
  return (
    <section class="outcome emergency" data-current aria-labelledby="help-title">
      <div class="level">
        <Icon name="emergency" />
        <h3 id="help-title" tabIndex={-1}>
          {view.words.helpNow}
        </h3>
      </div>
      <div class="body">
        <div class="actions">
          {emergency?.actions
            ?.filter((action) => visible(view, action))
            .map((action) => (
              <ActionButton key={action.label} action={action} view={view} />
            ))}
        </div>
        <Content content={content} view={view} />
        <button type="button" class="secondary" onClick={onBack}>
          {view.words.back}
        </button>
      </div>
    </section>
  );
}
