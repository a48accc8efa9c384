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
  const directives = new Map(
    policy
      .split(';')
      .map((text) => text.trim().split(/\s+/))
      // As browsers do: the first directive of a name counts.
      .reverse()
      .map(([name = '', ...sources]) => [name.toLowerCase(), sources]),
  );
  const names = [directive, ...(standIns[directive] ?? [])];
  const governing = names.find((name) => directives.has(name));
  // What only elements with a src attribute fall under is written as policies are usually written.
  const named = governing && governing !== 'default-src' ? governing : directive.replace('-elem', '');
  const sources = (directives.get(governing ?? '') ?? []).filter((one) => one !== "'none'" && one !== source);
  return [named, ...sources, source].join(' ');
}
