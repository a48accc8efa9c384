import type { Numbers } from './numbers.js';

/** Where the reviewer decides and signs, for exactly this version and content. */
export function SignOff({ numbers, fingerprint }: { numbers: Numbers; fingerprint: string }) {
  const { id, version } = numbers.flow;
  const line = (label: string, wide = false) => (
    <div class={wide ? 'line wide' : 'line'}>
      <dt>{label}</dt>
      <dd />
    </div>
  );
  return (
    <section class="chapter sign-off" aria-labelledby="chapter_sign-off">
      <h2 id="chapter_sign-off">Review and signature</h2>
      <p>
        I have read the clinical script of <strong>{id}</strong>, version <strong>{version}</strong>, fingerprint{' '}
        <strong class="fingerprint">{fingerprint}</strong>. My decision holds for this text only: any change of a
        question, condition or text gives another fingerprint.
      </p>
      <p class="label">Decision</p>
      <ul class="choices many decision">
        <li>Approve</li>
        <li>Approve with changes (written below or on the pages)</li>
        <li>Reject</li>
      </ul>
      <dl class="lines">
        {line('Changes, by number of question (4), red flag (F4), rule (R4) or topic (T4)', true)}
        {line('', true)}
        {line('', true)}
        {line('Name')}
        {line('Registration number')}
        {line('Role')}
        {line('Next review (date)')}
        {line('Signature')}
        {line('Date')}
      </dl>
    </section>
  );
}
