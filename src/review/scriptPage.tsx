import { render } from 'preact-render-to-string';
import type { Exploration } from '../check/explore.js';
import { asApproved, fingerprintOf } from '../flow/fingerprint.js';
import type { Flow } from '../flow/schema.js';
import { Cover } from './Cover.js';
import { numbersOf } from './numbers.js';
import { Outcomes } from './Outcomes.js';
import { Proof } from './Proof.js';
import { Questions } from './Questions.js';
import { RedFlags } from './RedFlags.js';
import { Sources, Topics } from './References.js';
import { SignOff } from './SignOff.js';
import css from './script.css?inline';

/** What a script tells beside the flow itself. */
export type ScriptFacts = {
  /** What is true of every possible conversation. */
  found: Exploration;
  /** How many vignettes were run. */
  vignettes: number;
  /** How many problems the check found. */
  problems: number;
  /** The date of the script, as 2026-05-01. */
  on: string;
};

/**
 * The clinical script of a parsed flow: one self-contained HTML page, without scripts or requests, for a reviewer who
 * reads and signs on paper.
 */
export function scriptPage(given: Flow, facts: ScriptFacts): string {
  const flow = asApproved(given);
  const numbers = numbersOf(flow);
  const fingerprint = fingerprintOf(flow);
  const foot = `${flow.id} ${flow.version} · ${fingerprint} · ${flow.review.status === 'draft' ? 'not reviewed' : 'approved'}`;
  const head = render(
    <>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
      <title>{`Clinical script: ${flow.title} ${flow.version}`}</title>
    </>,
  );
  const body = render(
    <main>
      <Cover numbers={numbers} facts={facts} fingerprint={fingerprint} />
      <Questions numbers={numbers} />
      <RedFlags numbers={numbers} />
      <Outcomes numbers={numbers} />
      <Topics numbers={numbers} />
      <Sources numbers={numbers} />
      <Proof numbers={numbers} facts={facts} />
      <SignOff numbers={numbers} fingerprint={fingerprint} />
    </main>,
  );
  // The style is put in as it is: rendered as an element's text, its quotes would be escaped.
  const style = `${css}\n@page { @bottom-left { content: ${cssString(foot)}; } }`;
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>${head}<style>${style}</style></head>
<body>${body}</body>
</html>
`;
}

/** A text as a CSS string; anything that could end it, or the style, is written as its code. */
function cssString(text: string): string {
  return `"${text.replace(/[^\w .·-]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`;
}
