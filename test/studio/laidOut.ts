import { readFileSync } from 'node:fs';
import { computed, signal } from '@preact/signals';
import { checkFolder } from '../../src/check/check.js';
import type { Witness } from '../../src/check/explore.js';
import { openProject, type Project } from '../../src/studio/project.js';
import type { Checker } from '../../src/studio/proof/checker.js';
import type { Target } from '../../src/studio/proof/messages.js';
import { layOut, type Workbench } from '../../src/studio/workbench.js';

/** A checker that checks at once, where the studio's own works beside the page. */
export function checkerAtOnce(project: Project): Checker & { asked: Target[] } {
  let edition = 0;
  const asked: Target[] = [];
  const latest = computed(() => {
    const files = new Map(project.files.value.map((name) => [name, project.file(name).text.value]));
    const { found, ...report } = checkFolder({ name: project.name, files }, '2026-01-01');
    return { ...report, edition: ++edition, done: true, facts: undefined, comparison: undefined, found };
  });
  return {
    latest,
    upToDate: signal(true),
    failed: signal(undefined),
    script: async () => undefined,
    flow: computed(() => latest.value.flow),
    async way(to): Promise<Witness | undefined> {
      asked.push(to);
      return 'question' in to ? latest.value.found?.asked.get(to.question)?.tell() : [];
    },
    stop() {},
    asked,
  };
}

/** A workbench over the shipped flow, or over these texts. */
export function laidOut(texts?: Record<string, string>): Workbench & { checker: ReturnType<typeof checkerAtOnce> } {
  const files =
    texts ??
    Object.fromEntries(
      ['flow.json', 'vignettes.json'].map((name) => [name, readFileSync(`flows/sciatica/${name}`, 'utf8')]),
    );
  const project = openProject('sciatica', Object.entries(files));
  const desk = {
    name: 'sciatica',
    kind: 'folder' as const,
    read: async () => [],
    save: async () => ({ saved: false as const, theirs: undefined }),
    watch: () => () => {},
  };
  const checker = checkerAtOnce(project);
  return { ...layOut(desk, project, checker), checker };
}
