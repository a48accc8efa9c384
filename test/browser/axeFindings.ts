import axe from 'axe-core';
import type { Visitor } from './visitor.js';

/** What axe finds in the guide, or in another part of the page, as it is on screen now, by WCAG 2.2 AA and its own good practice. */
export async function findings({ page }: Pick<Visitor, 'page'>, selector = 'symptom-guide'): Promise<string[]> {
  await page.waitForTimeout(200);
  const run = await page.evaluate(
    `${axe.source}; axe.run({ include: [['${selector}']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  return (run as axe.AxeResults).violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`),
  );
}
