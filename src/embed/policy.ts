/** What a browser tells of something that the page's content security policy stopped. */
export type Violation = Pick<SecurityPolicyViolationEvent, 'effectiveDirective' | 'originalPolicy' | 'blockedURI'>;

/** Directives that another one stands in for when a policy does not have them, nearest first. */
const standIns: Record<string, readonly string[]> = {
  'script-src-elem': ['script-src', 'default-src'],
  'script-src': ['default-src'],
  'connect-src': ['default-src'],
};

/**
 * The one directive of a content security policy that has to be changed so that `source` is allowed for what
 * `directive` governs, as it should then read: `connect-src 'self' https://your.host`. Where the policy relies on
 * `default-src`, its sources are kept for the new directive, so that nothing that was allowed is lost.
 */
export function allowing(policy: string, directive: string, source: string): string {
  const directives = directivesOf(policy);
  const governing = governingOf(directives, directive);
  // What only elements with a src attribute fall under is written as policies are usually written.
  const named = governing && governing !== 'default-src' ? governing : directive.replace('-elem', '');
  const sources = (directives.get(governing ?? '') ?? []).filter((one) => one !== "'none'" && one !== source);
  return [named, ...sources, source].join(' ');
}

/** What the guide needs of a policy: scripts and requests, each from these sources. */
export type Needs = { scripts: readonly string[]; requests: readonly string[] };

/**
 * A whole policy as it has to read for the guide to work, all else in it as it was. What the policy does not govern is
 * allowed already, and stays so: a directive that is not needed would forbid the page's own. A policy may be a list, with
 * commas, of which each has to allow it.
 */
export function policyWith(policy: string, needs: Needs): string {
  return policy
    .split(',')
    .map((one) => {
      let now = one.trim();
      for (const [directive, sources] of [
        ['script-src-elem', needs.scripts],
        ['connect-src', needs.requests],
      ] as const)
        for (const source of sources) now = withSource(now, directive, source);
      return now;
    })
    .join(', ');
}

function withSource(policy: string, directive: string, source: string): string {
  const directives = directivesOf(policy);
  const governing = governingOf(directives, directive);
  const sources = directives.get(governing ?? '') ?? [];
  const everywhere = sources.includes('*') || (sources.includes('https:') && source.startsWith('https:'));
  if (!governing || everywhere || sources.includes(source)) return policy;
  const changed = allowing(policy, directive, source);
  const name = changed.split(' ', 1)[0];
  let found = false;
  const parts = policy.split(';').map((text) => {
    if (found || text.trim().split(/\s+/, 1)[0]?.toLowerCase() !== name) return text;
    found = true;
    return text.replace(text.trim(), () => changed);
  });
  if (found) return parts.join(';');
  return `${policy.replace(/[;\s]+$/, '')}; ${changed}`;
}

/** The sources of each directive. As browsers do: the first directive of a name counts. */
function directivesOf(policy: string): Map<string, string[]> {
  return new Map(
    policy
      .split(';')
      .map((text) => text.trim().split(/\s+/))
      .reverse()
      .map(([name = '', ...sources]) => [name.toLowerCase(), sources]),
  );
}

const governingOf = (directives: ReadonlyMap<string, unknown>, directive: string) =>
  [directive, ...(standIns[directive] ?? [])].find((name) => directives.has(name));
