import { type Needs, policyWith } from '../../embed/policy.js';
import { useWorkbench } from '../workbench.js';
import { hostOf } from './host.js';
import { Snippet } from './Snippet.js';
import { settingsOf } from './settings.js';

/** What a site's content security policy has to allow, and the site's own one as it has to read then. */
export function PolicyForm() {
  const workbench = useWorkbench();
  const { host, sameHost, policy } = settingsOf(workbench);
  const source = sameHost.value ? "'self'" : hostOf(host.value).origin;
  const { flow = '' } = workbench.preview.attributes.value;
  const needs: Needs = { scripts: [source], requests: [...new Set([source, ...originOf(flow)])] };
  const lines = `script-src ${needs.scripts.join(' ')}; connect-src ${needs.requests.join(' ')}`;
  const own = policyIn(policy.value);
  const changed = own && policyWith(own, needs);
  return (
    <div class="policy">
      <p class="hint">
        Only if your site has a policy: some hosts set one, in a header <code>Content-Security-Policy</code> or in a{' '}
        <code>&lt;meta&gt;</code>. If you do not know, leave it: with <code>#symptom-guide-debug</code> at the end of
        the page’s address the guide tells you whether one stops it.
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={sameHost.value}
          onChange={({ currentTarget }) => {
            sameHost.value = currentTarget.checked;
          }}
        />
        My pages are on the same host as the guide
      </label>
      <Snippet
        label="What the policy has to allow"
        text={lines}
        wrap
        about="Styles, fonts, images and frames need nothing, no nonce either. require-trusted-types-for 'script' may stay."
      />
      <label class="stacked">
        Your policy at present
        <textarea
          rows={3}
          spellcheck={false}
          placeholder="default-src 'self'; img-src *"
          value={policy.value}
          onInput={({ currentTarget }) => {
            policy.value = currentTarget.value;
          }}
        />
      </label>
      {own !== '' &&
        (changed === own ? (
          <p class="note">This policy allows the guide already.</p>
        ) : (
          <Snippet label="The policy as it has to read" text={changed} wrap />
        ))}
      {/'nonce-|'strict-dynamic'/.test(own) && (
        <p class="note">
          This policy trusts scripts by a nonce: put the page’s nonce on the tag (<code>nonce="…"</code>). What the
          guide loads then inherits it.
        </p>
      )}
    </div>
  );
}

/** A policy out of what somebody has copied: with the header's name, or the whole meta element. */
export function policyIn(wrote: string): string {
  const meta = /<meta[^>]*\scontent\s*=\s*(?:"([^"]*)"|'([^']*)')/is.exec(wrote);
  const text = meta ? (meta[1] ?? meta[2] ?? '') : wrote;
  return text
    .replace(/^\s*content-security-policy(-report-only)?\s*:/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Where a guide that is named by its address is asked for. */
function originOf(flow: string): string[] {
  try {
    return [new URL(flow).origin];
  } catch {
    return [];
  }
}
