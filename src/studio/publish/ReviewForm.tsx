import { useState } from 'preact/hooks';
import { fingerprintOf, yearAfter } from '../../flow/fingerprint.js';
import { CannotEdit } from '../jsonEdits.js';
import type { Draft } from '../project.js';
import { useWorkbench } from '../workbench.js';
import { approvalOf, flowJson, nextVersions, saysOther, sizeOf, today } from './review.js';

/** Who has approved the guide, when it is looked at again, and its version. */
export function ReviewForm() {
  const workbench = useWorkbench();
  const { project, checker, spoken } = workbench;
  const [approving, setApproving] = useState(false);
  const file = project.file('flow.json');
  const now = flowJson(file.text.value);
  if (!now || !file.readable.value)
    return <p class="note">flow.json cannot be read at the moment. Mend it in Source first.</p>;

  const saved = flowJson(file.saved.value);
  const { status = 'draft', by = '', on = '', next = '' } = now.review ?? {};
  const version = String(now.version ?? '');
  const approval = approvalOf(now);
  const checked = checker.latest.value;
  const edit = (about: string, make: (draft: Draft) => void, how?: { typing: string }) => {
    try {
      project.edit(about, make, how);
    } catch (error) {
      if (!(error instanceof CannotEdit)) throw error;
      spoken.value = error.message;
    }
  };
  const raise = (to: string) => {
    edit(`Raise the version to ${to}`, (draft) => draft.set('flow.json', ['version'], to));
    spoken.value = `The version is ${to} now.`;
  };
  const toDraft = () => {
    edit('Set back to draft', (draft) => {
      draft.set('flow.json', ['review', 'status'], 'draft');
      draft.set('flow.json', ['review', 'fingerprint'], undefined);
    });
    spoken.value = 'The guide is a draft now.';
  };
  const others = saved && saysOther(now, saved);
  const raised = others && version !== saved.version;
  const versions = nextVersions(raised ? String(saved?.version) : version);
  const size = checker.upToDate.value ? sizeOf(checked?.comparison) : undefined;

  return (
    <div class="review">
      <p class={`review-status ${approval}`}>
        <strong>{{ draft: 'Draft', approved: 'Approved', changed: 'Changed' }[approval]}</strong>{' '}
        {status !== 'approved'
          ? 'The chat tells visitors that no clinician has signed off these questions.'
          : by
            ? `${approval === 'changed' ? 'since it was approved ' : ''}by ${by}${on ? ` on ${on}` : ''}`
            : 'Nobody has signed it.'}
      </p>
      {approval === 'changed' && (
        <div class="note warn">
          <p>
            {now.review.fingerprint
              ? `The guide is not what ${by || 'the clinician'} approved any more: visitors are told that it is a draft.`
              : 'What was approved is not recorded: visitors are told that it is a draft.'}{' '}
            A registered clinician has to approve it as it is now.
          </p>
          <button type="button" onClick={toDraft}>
            Set back to draft
          </button>
        </div>
      )}
      {status === 'approved' && next !== '' && next < today() && (
        <p class="note warn">
          The next review was due on {next}. A registered clinician has to look at the guide again.
        </p>
      )}
      {status === 'approved' && (checked?.errors ?? 0) > 0 && (
        <p class="note warn">
          It is marked as approved, but the checker finds errors.
          <button
            type="button"
            onClick={() => {
              workbench.tab.value = 'proof';
            }}
          >
            See them
          </button>
        </p>
      )}
      {approving ? (
        <Approve
          onCancel={() => setApproving(false)}
          onApprove={(review) => {
            edit('Approve the guide', (draft) => {
              // Of exactly this content: any later change makes it a draft again, for the check and for visitors.
              const signed = { ...review, fingerprint: fingerprintOf(now) };
              for (const [field, value] of Object.entries(signed)) draft.set('flow.json', ['review', field], value);
            });
            setApproving(false);
            spoken.value = `The guide is approved by ${review.by}. Save it, and publish it.`;
          }}
        />
      ) : (
        <p class="buttons">
          <button type="button" class={status === 'draft' ? 'primary' : ''} onClick={() => setApproving(true)}>
            {status === 'draft' ? 'Approve…' : 'Approve again…'}
          </button>
          {status === 'approved' && approval !== 'changed' && (
            <button type="button" onClick={toDraft}>
              Set back to draft
            </button>
          )}
        </p>
      )}
      {status === 'approved' && (
        // An approval is written by approving: nobody else's name is put under it by hand.
        <div class="fields three">
          <label>
            Reviewed by
            <input value={by} readOnly />
          </label>
          <label>
            Reviewed on
            <input type="date" value={on} readOnly />
          </label>
          <label>
            Next review
            <input type="date" value={next} readOnly />
          </label>
        </div>
      )}
      <div class="version">
        <label>
          Version
          <input
            value={version}
            size={10}
            autocomplete="off"
            onInput={({ currentTarget }) =>
              edit('Change the version', (draft) => draft.set('flow.json', ['version'], currentTarget.value))
            }
          />
        </label>
        {versions && (
          <p class="buttons">
            {(['small', 'large'] as const).map((one) => (
              <button
                key={one}
                type="button"
                class={others && !raised && size === one ? 'primary' : ''}
                disabled={versions[one] === version}
                onClick={() => raise(versions[one])}
              >
                {one === 'small' ? `Only words changed: ${versions.small}` : `More changed: ${versions.large}`}
              </button>
            ))}
          </p>
        )}
        <p class="hint">
          {!saved
            ? 'Not saved yet.'
            : !others
              ? 'Nothing that the guide asks or says was changed since it was saved.'
              : raised
                ? `Raised from ${saved.version}.`
                : size === 'large'
                  ? 'What is asked, or who ends where, is not as it was saved: raise the version.'
                  : size === 'small'
                    ? 'The words are not as they were saved; everybody ends where they did. Raise the version.'
                    : 'The guide is not as it was saved: raise the version.'}
        </p>
      </div>
    </div>
  );
}

type Review = { status: 'approved'; by: string; on: string; next: string };

/** Who approves, with their registration, and until when. */
function Approve({ onApprove, onCancel }: { onApprove: (review: Review) => void; onCancel: () => void }) {
  const { checker, tab } = useWorkbench();
  const [name, setName] = useState('');
  const [registration, setRegistration] = useState('');
  const [on, setOn] = useState(today());
  const [next, setNext] = useState(yearAfter(today()));
  const [asked, setAsked] = useState(false);
  const checked = checker.latest.value;
  const proved = checker.upToDate.value && checked?.errors === 0 && checked.facts !== undefined;
  const why = !checker.upToDate.value
    ? 'The checker is still at work: wait a moment.'
    : !proved
      ? 'The checker finds errors. A guide with errors cannot be approved.'
      : name.trim() === '' || registration.trim() === ''
        ? 'Write the name and the registration of who approves.'
        : on === '' || next === '' || next <= on
          ? 'Write both days; the next review is after this one.'
          : undefined;
  const field = (value: string, change: (value: string) => void) => ({
    value,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => change(currentTarget.value),
  });
  return (
    <form
      class="approve"
      aria-label="Approve the guide"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!why) onApprove({ status: 'approved', by: `${name.trim()}, ${registration.trim()}`, on, next });
      }}
    >
      <p>
        A registered clinician has read this version, with its red flags and where each of them leads, and takes
        responsibility for it.
      </p>
      <div class="fields">
        <label>
          Name
          <input autocomplete="name" {...field(name, setName)} />
        </label>
        <label>
          Registration
          <input autocomplete="off" placeholder="such as GMC 1234567" {...field(registration, setRegistration)} />
        </label>
        <label>
          Approved on
          <input type="date" {...field(on, setOn)} />
        </label>
        <label>
          Next review
          <input type="date" {...field(next, setNext)} />
        </label>
      </div>
      <p class="buttons">
        <button type="submit" class="primary">
          Approve
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
        {!proved && checker.upToDate.value && (
          <button
            type="button"
            onClick={() => {
              tab.value = 'proof';
            }}
          >
            See the errors
          </button>
        )}
      </p>
      <p role="alert" class="wrong">
        {asked && why}
      </p>
    </form>
  );
}
