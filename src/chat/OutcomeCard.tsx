import { visible } from '../flow/content.js';
import type { Action, Outcome } from '../flow/schema.js';
import { fill, safeHref, telHref } from '../flow/text.js';
import type { Session } from '../machine/session.js';
import { Content } from './Content.js';
import { Icon } from './icons.js';
import { later } from './later.js';
import { Rich } from './Rich.js';
import type { View } from './view.js';

/** Where the conversation ended: the level in words, colour and icon, why, what to do, and what to expect. */
export function OutcomeCard({
  outcome,
  session,
  view,
  warned,
}: {
  outcome: Outcome;
  session: Session;
  view: View;
  /** A warning about earlier answers stands above it, which "No warning signs found" would deny. */
  warned: boolean;
}) {
  const { words } = view;
  const { Because, Reach, TakeAway } = later.value ?? {};
  const actions = (outcome.actions ?? []).filter((action) => visible(view, action));
  const content = outcome.content.filter((block) => visible(view, block));
  const routine = outcome.urgency === 'routine';
  const calm = !(routine && warned);
  // Whoever needs a doctor reads what to do before why. On a routine outcome, the warnings at the end of what is said
  // stand below the buttons.
  const split = routine ? content.findLastIndex((block) => typeof block === 'string' || !('callout' in block)) + 1 : 1;
  const buttons = (
    <>
      {actions.length > 0 && (
        <div class="actions">
          {actions.map((action) => (
            <ActionButton key={action.label} action={action} view={view} />
          ))}
        </div>
      )}
      {Reach && <Reach outcome={outcome} actions={actions} view={view} />}
    </>
  );
  return (
    <section class={`outcome ${calm ? outcome.urgency : 'soon'}`} aria-labelledby="outcome-title">
      <div class="level">
        <Icon name={calm ? outcome.urgency : 'soon'} />
        <h3 id="outcome-title" tabIndex={-1} data-focus>
          {calm && (
            <>
              <span>{words[outcome.urgency]}</span>
              <span class="sr">: </span>
            </>
          )}
          <Rich text={outcome.title} view={view} />
        </h3>
      </div>
      <div class="body">
        {!routine && buttons}
        <div class={routine ? 'blocks' : 'blocks lead'}>
          <Content content={content.slice(0, split)} view={view} />
        </div>
        {routine ? buttons : Because && <Because outcome={outcome} session={session} view={view} />}
        <Content content={content.slice(split)} view={view} />
        {TakeAway && <TakeAway outcome={outcome} session={session} view={view} />}
        <p class="small">{words.notDiagnosis}</p>
      </div>
    </section>
  );
}

/** A link that calls, books or leads on; nothing when it would lead nowhere a visitor may be sent. */
export function ActionButton({ action, view }: { action: Action; view: View }) {
  const label = <Rich text={action.label} view={view} />;
  if ('call' in action) {
    const number = fill(action.call, view.values) ?? '';
    return /\d/.test(number) ? (
      <a class="primary" href={telHref(number)}>
        {label}
      </a>
    ) : null;
  }
  const href = safeHref(fill('book' in action ? action.book : action.link, view.values) ?? '');
  // Only pages: a tab of its own for a call or a mail would stay empty.
  const page = href?.startsWith('h');
  return href ? (
    <a
      class="primary"
      data-book={'book' in action || undefined}
      href={href}
      target={page ? '_blank' : undefined}
      rel="noopener noreferrer"
      referrerpolicy="no-referrer"
    >
      {label}
      {page && <span class="sr"> ({view.words.newTab})</span>}
    </a>
  ) : null;
}
