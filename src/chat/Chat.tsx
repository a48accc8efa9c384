import type { Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { topicContent, visible } from '../flow/content.js';
import { isOverdue } from '../flow/overdue.js';
import { sectionOf } from '../machine/session.js';
import { Content } from './Content.js';
import { Controls } from './Controls.js';
import { Header } from './Header.js';
import { Icon } from './icons.js';
import type { OnSpeak } from './later/Languages.js';
import { fetchLater, later } from './later.js';
import type { ChatModel } from './model.js';
import { ActionButton, OutcomeCard } from './OutcomeCard.js';
import { Rich } from './Rich.js';
import { Transcript } from './Transcript.js';
import { directionOf, type View } from './view.js';

/** The whole conversation inside the panel. `acted` says that the visitor did something, so focus may follow. */
export function Chat({
  model,
  view: base,
  acted,
  onClose,
  onSpeak,
}: {
  model: ChatModel;
  view: Omit<View, 'answers'>;
  acted: Signal<boolean>;
  onClose: (() => void) | undefined;
  onSpeak: OnSpeak;
}) {
  const { session } = model;
  const view: View = { ...base, answers: session.asked.value };
  const { words } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const prompt = model.prompt.value;
  const editing = prompt ? undefined : model.editing.value;
  const question = prompt ? undefined : model.question.value;
  const outcome = question || prompt ? undefined : session.outcome.value;
  const helping = model.helping.value;
  const steps = session.steps.value;
  const edited = editing ? steps.findIndex((step) => step.question === editing) : steps.length;
  const topic = (steps.length > 0 ? model.asked : model.askedFirst).value.at(-1);

  /** Every handler of the visitor's goes through here. */
  const act = (change: () => void) => {
    acted.value = true;
    change();
  };

  const speak: OnSpeak = (...chosen) => act(() => onSpeak(...chosen));

  const screen = helping ? 'help' : (prompt ?? question?.id ?? outcome?.id);
  const shown = useRef({ screen, topic, language: view.language });
  useLayoutEffect(() => {
    const box = scroller.current;
    const find = (selector: string) => box?.querySelector<HTMLElement>(selector);
    const asked = topic !== shown.current.topic && topic ? find(`[data-topic="${topic}"]`) : undefined;
    // The button of a language is gone with the language; its menu keeps the focus.
    const spoke = view.language !== shown.current.language;
    shown.current = { screen, topic, language: view.language };
    const message = asked ?? find('[data-current]');
    // The new message comes to the top of what is visible, or as near as its length allows; the page never scrolls.
    const covered = find('.warning')?.offsetHeight ?? 0;
    if (box && message) box.scrollTop = topic || steps.length > 0 || !question ? message.offsetTop - covered - 12 : 0;
    const held = spoke && (box?.getRootNode() as ShadowRoot | undefined)?.activeElement;
    if (acted.peek() && !held) (asked ?? find('[data-focus]'))?.focus({ preventScroll: true });
  }, [screen, editing, topic, view.language]);

  // With the first question on screen, and again at each step should it have failed.
  useEffect(() => {
    void fetchLater();
  }, [screen]);
  const { AskedFirst, LanguageOffer: Offer, Topics } = later.value ?? {};

  const pressed = useRef({ key: '', timeStamp: 0 });
  const keys = (event: KeyboardEvent) => {
    const { target, key } = event;
    const typing = target instanceof HTMLInputElement && !target.dataset.key;
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing || helping) return;
    const find = (selector: string) => scroller.current?.querySelector<HTMLElement>(selector);
    // The same digit twice at once would answer the next question unread.
    const again = key === pressed.current.key && event.timeStamp - pressed.current.timeStamp < 500;
    pressed.current = event;
    if (/^\d$/.test(key)) !again && find(`[data-key="${key}"]`)?.click();
    else if (key === 'Enter' && target === find('[data-focus]')) find('[type=submit]')?.click();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: number keys are a short cut for the buttons inside.
    <div class="chat" lang={view.language} dir={directionOf(view.language)} onKeyDown={keys}>
      <Header
        view={view}
        section={sectionOf(session.flow, editing ?? session.question.value)}
        done={session.outcome.value !== undefined}
        progress={later.value?.progressOf(session)}
        helping={helping}
        onSpeak={speak}
        onHelp={() =>
          act(() => {
            model.helping.value = !helping;
          })
        }
        onRestart={() =>
          act(() => {
            model.helping.value = false;
            if (steps.length > 0) model.prompt.value = 'clear';
            else model.restart();
          })
        }
        onClose={onClose}
      />
      <div class="sr" aria-live="polite">
        {model.spoken.value}
      </div>
      <div class="scroller" ref={scroller}>
        {model.warning.value && !helping && <p class="warning">{model.warning.value}</p>}
        {helping && (
          <HelpNow
            view={view}
            onBack={() =>
              act(() => {
                model.helping.value = false;
              })
            }
          />
        )}
        <div hidden={helping}>
          {/* Read out by moving the focus and by the live region above, once each: not by the log as well. */}
          <div role="log" aria-live="off" aria-label={words.conversation}>
            <Intro view={view} />
            {steps.length === 0 && view.languages.length > 1 && (
              <div class={view.draft ? 'offer draft' : 'offer'}>{Offer && <Offer view={view} onSpeak={speak} />}</div>
            )}
            {AskedFirst && <AskedFirst model={model} view={view} />}
            <Transcript steps={steps.slice(0, edited)} view={view} onEdit={(target) => act(() => model.edit(target))} />
            {model.notice.value && (
              <div class="guide" data-current={helping ? undefined : true}>
                <p>{model.notice.value}</p>
              </div>
            )}
            {(question || prompt) && (
              <div key={screen} class="guide ask" id="question" data-current={helping ? undefined : true}>
                <p>{question ? <Rich text={question.ask} view={view} /> : words[prompt ?? 'resume']}</p>
              </div>
            )}
          </div>
          {question && (
            <Controls
              key={`${question.id}${editing ? '-again' : ''}`}
              question={question}
              given={editing ? session.answers.value[question.id] : undefined}
              view={view}
              labelledBy="question"
              onAnswer={(answer) => act(() => model.answer(answer))}
              onKeep={() => act(() => model.edit(undefined))}
            />
          )}
          {editing && (
            <div class="later" inert>
              <Transcript steps={steps.slice(edited + 1)} view={view} onEdit={model.edit} />
            </div>
          )}
          {prompt && <Prompt prompt={prompt} model={model} view={view} act={act} />}
          {outcome && (
            <div data-current={helping ? undefined : true}>
              <OutcomeCard outcome={outcome} session={session} view={view} warned={Boolean(model.warning.value)} />
            </div>
          )}
          {Topics && <Topics model={model} view={view} act={act} />}
        </div>
      </div>
    </div>
  );
}

function Intro({ view }: { view: View }) {
  const { flow, words } = view;
  const draft = flow.review.status === 'draft';
  return (
    <div class="guide intro">
      <Content content={flow.intro ?? []} view={view} />
      {draft ? <p class="small">{words.draft}</p> : isOverdue(flow) && <p class="small">{words.overdue}</p>}
    </div>
  );
}

/** Continue or start over, after a reload; or whether really to clear all answers. */
function Prompt({
  prompt,
  model,
  view,
  act,
}: {
  prompt: 'resume' | 'clear';
  model: ChatModel;
  view: View;
  act: (change: () => void) => void;
}) {
  const { words } = view;
  const resume = prompt === 'resume';
  const goOn = () => {
    model.prompt.value = undefined;
  };
  const choices: [string, () => void][] = [
    [resume ? words.goOn : words.clearNo, goOn],
    [resume ? words.startOver : words.clearYes, model.restart],
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in the transcript, where the question is.
    <div class="controls options" role="group" aria-labelledby="question" tabIndex={-1} data-focus>
      {choices.map(([label, onClick], index) => (
        <button key={label} type="button" class="option" data-key={index + 1} onClick={() => act(onClick)}>
          {label}
        </button>
      ))}
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
        <h3 id="help-title" tabIndex={-1} data-focus>
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
        <button type="button" class="quiet" onClick={onBack}>
          {view.words.back}
        </button>
      </div>
    </section>
  );
}
