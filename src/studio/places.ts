import type { Path } from '../flow/parse.js';
import type { Flow } from '../flow/schema.js';
import type { Target } from './proof/messages.js';

/** Where something of a flow stands in its file, by id; undefined when it is not there. */
export function pathOf(flow: Flow, target: Target): Path | undefined {
  const at = (field: string, among: readonly { id: string }[], id: string): Path | undefined => {
    const index = among.findIndex((one) => one.id === id);
    return index < 0 ? undefined : [field, index];
  };
  if ('redFlag' in target) return at('redFlags', flow.redFlags, target.redFlag);
  if ('outcome' in target) return at('outcomes', flow.outcomes, target.outcome);
  if ('section' in target) return at('sections', flow.sections, target.section);
  for (const [s, { questions }] of flow.sections.entries()) {
    const path = at('questions', questions, target.question);
    if (path) return ['sections', s, ...path];
  }
  return undefined;
}

/** What of a flow a place in its file belongs to: the nearest question, section, red flag or outcome around it. */
export function targetAt(flow: Flow, [field, index, part, inner]: Path): Target | undefined {
  if (typeof index !== 'number') return undefined;
  const section = field === 'sections' ? flow.sections[index] : undefined;
  const question = part === 'questions' && typeof inner === 'number' ? section?.questions[inner] : undefined;
  if (question) return { question: question.id };
  if (section) return { section: section.id };
  const [flag, outcome] = [field === 'redFlags' && flow.redFlags[index], field === 'outcomes' && flow.outcomes[index]];
  if (flag) return { redFlag: flag.id };
  return outcome ? { outcome: outcome.id } : undefined;
}
