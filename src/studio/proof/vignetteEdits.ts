import { parseVignettes, type Vignette, type Vignettes } from '../../check/vignettes.js';
import type { Answer, Answers } from '../../flow/answer.js';
import type { Flow } from '../../flow/schema.js';
import { raisedFlags } from '../../machine/session.js';
import { format } from '../layout.js';
import type { Project } from '../project.js';

/** The file of the vignettes. */
export const vignettesFile = 'vignettes.json';

/** The vignettes as they are in the project; undefined when there are none, or they cannot be read. */
export function vignettesIn(project: Project): Vignettes | undefined {
  const file = project.file(vignettesFile);
  return file.readable.value ? parseVignettes(file.value.value).vignettes : undefined;
}

/** Whether two answers are the same one. */
const alike = (a: Answer | undefined, b: Answer | undefined) => JSON.stringify(a) === JSON.stringify(b);

/** A conversation that has come to its end, as a vignette: only what differs from the baseline. */
function asVignette(flow: Flow, title: string, asked: Answers, outcome: string, baseline: Answers): Vignette {
  const answers = Object.fromEntries(
    Object.entries(asked)
      .filter(([question, answer]) => !alike(answer, baseline[question]))
      .map(([question, answer]) => [question, Array.isArray(answer) ? [...answer] : answer]),
  );
  return { title, answers, outcome, redFlags: raisedFlags(flow, asked).map(({ id }) => id) } as Vignette;
}

/** Adds a vignette at the end; makes their file when there is none, and then this patient is its baseline. */
export function addVignette(project: Project, flow: Flow, title: string, asked: Answers, outcome: string): void {
  const known = vignettesIn(project);
  project.edit(`Add the vignette “${title}”`, (draft) => {
    if (draft.text(vignettesFile).trim() === '') {
      const vignettes = [asVignette(flow, title, asked, outcome, asked)];
      draft.replace(vignettesFile, format(JSON.stringify({ baseline: asked, vignettes }, null, 2)));
      return;
    }
    const vignette = asVignette(flow, title, asked, outcome, known?.baseline ?? {});
    draft.insert(vignettesFile, ['vignettes'], known?.vignettes.length ?? 0, vignette);
  });
}

/** Gives a patient another answer; one that is the baseline's needs no mention. `null`: the question is skipped. */
export function setAnswer(project: Project, index: number, question: string, answer: Answer): void {
  const known = vignettesIn(project);
  const vignette = known?.vignettes[index];
  if (!known || !vignette) return;
  const value = alike(answer, known.baseline[question]) ? undefined : answer;
  project.edit(
    `Change the vignette “${vignette.title}”`,
    (draft) => draft.set(vignettesFile, ['vignettes', index, 'answers', question], value),
    typeof value === 'number' ? { typing: `vignettes/${index}/answers/${question}` } : {},
  );
}

/** Changes another field of a vignette; undefined takes it out. */
export function setField(
  project: Project,
  index: number,
  field: 'title' | 'outcome' | 'redFlags',
  value: unknown,
): void {
  const title = vignettesIn(project)?.vignettes[index]?.title;
  project.edit(
    `Change the vignette “${title}”`,
    (draft) => draft.set(vignettesFile, ['vignettes', index, field], value),
    field === 'title' ? { typing: `vignettes/${index}/title` } : {},
  );
}

/** Puts a copy behind a vignette, to be made another patient. */
export function duplicateVignette(project: Project, index: number): void {
  const vignette = vignettesIn(project)?.vignettes[index];
  if (!vignette) return;
  project.edit(`Copy the vignette “${vignette.title}”`, (draft) =>
    draft.insert(vignettesFile, ['vignettes'], index + 1, { ...vignette, title: `${vignette.title} (copy)` }),
  );
}

/** Takes a vignette out. */
export function removeVignette(project: Project, index: number): void {
  const vignette = vignettesIn(project)?.vignettes[index];
  if (!vignette) return;
  project.edit(`Take out the vignette “${vignette.title}”`, (draft) =>
    draft.set(vignettesFile, ['vignettes', index], undefined),
  );
}
