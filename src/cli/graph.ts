import { questionsOf } from '../flow/answer.js';
import type { Condition, Flow, Outcome, RedFlag } from '../flow/schema.js';
import type { Urgency } from '../flow/terms.js';
import { compileFlow } from '../machine/compile.js';
import { questionNumbers } from '../review/conditionWords.js';
import { fewWords, plain, shorten } from '../review/fewWords.js';
import { raisedAt } from '../review/raisedAt.js';

/** Light fills with dark text: they print, and read in black and white by their border. */
const colours: Record<Urgency, string> = {
  emergency: 'fill:#fbd5d5,stroke:#b42318,stroke-width:3px,color:#111',
  urgent: 'fill:#fde3cf,stroke:#c4320a,stroke-width:2px,color:#111',
  soon: 'fill:#fdf3c7,stroke:#946200,stroke-width:2px,color:#111',
  routine: 'fill:#d9f2e1,stroke:#1a7f45,stroke-width:2px,color:#111',
};

/** What the picture says about itself. */
const key =
  'A dashed arrow names red flags that this answer can raise. An emergency ends the conversation at once. The others wait: the most urgent decides at the end, or where it says "A red flag so far?"';

/**
 * A parsed flow as a Mermaid flowchart, for people to review. Questions stand in their sections in the order of asking;
 * a hexagon is a condition, with what happens when it holds and when not. A dashed arrow names the red flags that an
 * answer can raise, and the outcome they lead to: one arrow for each question and outcome. Each of these arrows has its
 * own copy of the outcome, beside its question: arrows across the whole picture cannot be followed.
 */
export function mermaid(flow: Flow): string {
  const lines = [
    '---',
    // Lines are broken by `label`, not once more by Mermaid's narrow limit; arrows do not cross a section's title.
    'config: { flowchart: { wrappingWidth: 400, subGraphTitleMargin: { top: 8, bottom: 20 } } }',
    '---',
    'flowchart TD',
  ];
  const line = (text: string, depth = 1) => lines.push(`${'  '.repeat(depth)}${text}`);
  const numbers = questionNumbers(flow);
  const raised = raisedAt(flow);
  /** Names are given by place, never taken from the flow: some words, such as "end", break a flowchart. */
  const name = (outcome: Outcome) => `outcome${flow.outcomes.indexOf(outcome) + 1}`;
  const outcomeNode = (id: string, outcome: Outcome) => `${id}(["${label(outcome.title)}"]):::${outcome.urgency}`;
  const solid: string[] = [];
  const dashed: string[] = [];

  /** The arrows that wait for what comes next. */
  let open = [{ from: 'start', says: '' }];
  const goTo = (to: string) => {
    for (const { from, says } of open) solid.push(`${from} -->${says && `|"${says}"|`} ${to}`);
    open = [];
  };
  /** Draws a condition before what it lets through; returns the arrow that goes past it. */
  const onlyIf = (when: Condition | undefined, id: string, depth: number) => {
    if (!when) return [];
    line(`${id}{{"${label(fewWords(when, numbers), 4)}"}}:::condition`, depth);
    goTo(id);
    open = [{ from: id, says: 'yes' }];
    return [{ from: id, says: 'no' }];
  };

  line(`start(["${label(flow.title)}"])`);
  line(`key["${label(key, 6)}"]:::key`);
  line('key ~~~ start');
  let number = 0;
  flow.sections.forEach((section, s) => {
    const pastSection = onlyIf(section.when, `section${s + 1}if`, 1);
    line(`subgraph section${s + 1}["${label(section.title)}"]`);
    for (const question of section.questions) {
      number++;
      const id = `question${number}`;
      const past = onlyIf(question.when, `${id}if`, 2);
      line(`${id}["${safe(`${question.id}:`)}<br/>${label(question.ask)}"]`, 2);
      goTo(id);
      open = [{ from: id, says: '' }, ...past];
      for (const outcome of flow.outcomes) {
        const flags = (raised.get(question.id) ?? []).filter((flag) => flag.outcome === outcome.id);
        if (flags.length === 0) continue;
        line(outcomeNode(`${id}${name(outcome)}`, outcome), 2);
        dashed.push(`${id} -.->|"${listed(flags)}"| ${id}${name(outcome)}`);
      }
    }
    if (section.stopIfFlagged) {
      const id = `section${s + 1}stop`;
      line(`${id}{"A red flag so far?"}:::condition`, 2);
      goTo(id);
      solid.push(`${id} -->|"yes"| decide`);
      open = [{ from: id, says: 'no' }];
    }
    line('end');
    open.push(...pastSection);
  });

  line('decide{"Which is the most<br/>urgent red flag?"}:::condition');
  goTo('decide');
  for (const outcome of flow.outcomes) {
    if (outcome.urgency === 'routine') continue;
    line(outcomeNode(name(outcome), outcome));
    solid.push(`decide -->|"${outcome.urgency}"| ${name(outcome)}`);
  }
  open = [{ from: 'decide', says: 'none' }];
  for (const outcome of flow.outcomes.filter(({ urgency }) => urgency === 'routine')) {
    const past = onlyIf(outcome.when, `${name(outcome)}if`, 1);
    line(outcomeNode(name(outcome), outcome));
    goTo(name(outcome));
    open = past;
    if (!outcome.when) break;
  }
  for (const edge of [...solid, ...dashed]) line(edge);
  for (const [urgency, colour] of Object.entries(colours)) line(`classDef ${urgency} ${colour}`);
  line('classDef default fill:#fff,stroke:#5b6b7f,color:#111');
  line('classDef condition fill:#e8eef6,stroke:#5b6b7f,color:#111');
  line('classDef key fill:none,stroke:none,color:#5b6b7f');
  line('classDef section fill:#f7f8fa,stroke:#b6bfca,color:#111');
  line(`class ${flow.sections.map((_, s) => `section${s + 1}`).join(',')} section`);
  return `${lines.join('\n')}\n`;
}

/**
 * The machine that a parsed flow compiles to, as the JSON of an XState config, with the texts of the flow as the
 * descriptions of its states. It runs by `createMachine(JSON.parse(text), implementations)` with two implementations:
 * the guard `holds`, which gets a condition of the flow as its params, and the action `record`, which puts the answer
 * of an `answer` event into `context.answers`.
 */
export function xstateConfig(flow: Flow): string {
  const { types, ...config } = compileFlow(flow).config as Record<string, unknown> & { states: Record<string, object> };
  const descriptions = new Map<string, string>([
    ...flow.sections.flatMap((section): [string, string][] => [
      [section.id, section.title],
      [
        `${section.id}/end`,
        section.stopIfFlagged
          ? `The end of "${section.title}": any red flag so far decides.`
          : `The end of "${section.title}".`,
      ],
    ]),
    ...questionsOf(flow).flatMap((question): [string, string][] => [
      [question.id, question.ask],
      [`${question.id}/answered`, 'An emergency red flag ends the conversation at once.'],
    ]),
    ...flow.outcomes.map((outcome): [string, string] => [outcome.id, `${outcome.title} (${outcome.urgency})`]),
    ['/decide', 'The most urgent red flag decides; without one, the first routine outcome whose condition holds.'],
  ]);
  const states = Object.fromEntries(
    Object.entries(config.states).map(([id, state]) => [id, { description: descriptions.get(id), ...state }]),
  );
  return `${JSON.stringify({ description: flow.title, ...config, states }, null, 2)}\n`;
}

/** The red flags of one arrow, by name as long as they can be read. */
function listed(flags: readonly RedFlag[]): string {
  const most = 6;
  const named = flags.length > most ? flags.slice(0, most - 1) : flags;
  const rest = flags.length - named.length;
  return [...named.map(({ id }) => safe(id)), ...(rest > 0 ? [`and ${rest} more`] : [])].join('<br/>');
}

/** A text as a label of a few short lines. */
function label(text: string, most = 3): string {
  const width = 34;
  const lines: string[] = [];
  for (const word of plain(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, most).map((part) => shorten(part, width));
  if (lines.length > most && !shown[most - 1]?.endsWith('…')) shown[most - 1] += ' …';
  // Mermaid refuses an empty label.
  return shown.map(safe).join('<br/>') || '…';
}

/**
 * A text that is nothing but text to Mermaid. All but letters, digits and harmless marks become character codes, for
 * quotes, brackets, `#`, `;`, `%%`, `:::`, back quotes and tags mean something there, and so does a line that looks
 * like the item of a list.
 */
function safe(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M} ,?!'/.…()-]|^[-.]|(?<=^\p{N}+)[.)]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
