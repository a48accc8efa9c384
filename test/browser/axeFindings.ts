import axe from 'axe-core';
import type { Visitor } from './visitor.js';

/** What axe finds in the guide, or in another part of the page, as it is on screen now, by WCAG 2.2 AA and its own good practice. */
export async function findings({ page }: Pick<Visitor, 'page'>, selector = 'symptom-guide'): Promise<string[]> {
  await stillness({ page });
  // Once a page: reading its source takes longer than what it does.
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(
      { include: [[selector]] },
      {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
        // Of what is right it would collect every element.
        resultTypes: ['violations'],
      },
    );
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, selector);
}

/** Waits until what was changed is drawn, and brings all that fades or moves on the page to its end. */
export async function stillness({ page }: Pick<Visitor, 'page'>): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots)
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    // What never ends stays as it is.
    const moving = roots.flatMap((root) => root.getAnimations());
    for (const one of moving) if (one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) one.finish();
  });
}
