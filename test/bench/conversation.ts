import { chromium } from 'playwright-core';
import type { Answers } from '../../src/flow/answer.js';
import { conversations, saysIn } from '../browser/conversation.js';
import { serve, startBrowser } from '../browser/setup.js';

/** How much slower the processor is made, as browsers' developer tools do for a middling phone. */
const slowdown = 4;
/** One frame of a 60 Hz screen, in ms. */
const frame = 1000 / 60;

/** What the page measures of each answer: from the tap to the next question in the page, and to the frame after it. */
type Answered = { drawn: number; painted: number; frames: number };

const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/**
 * Walks whole conversations in a browser with a slow processor, and measures every answer: from the tap to the next
 * question, and beside it a bare button on the same page that only changes a word, which shows what the browser and
 * the machine need by themselves.
 */
export async function measureConversation(rounds: number): Promise<{ answers: Answered[]; bare: Answered[] }> {
  const server = await serve();
  const running = await startBrowser();
  const browser = await chromium.connect(running.wsEndpoint());
  try {
    const page = await browser.newPage({ viewport: { width: 375, height: 740 } });
    await page.addInitScript(() => {
      const measured: Answered[] = [];
      /** Measures from a click to the first change in a root after it, and to the end of the frame that shows it. */
      const measure = (root: Node, trigger: () => void) =>
        new Promise<void>((resolve) => {
          const start = performance.now();
          let frames = 0;
          const count = () => {
            frames++;
            if (!done) requestAnimationFrame(count);
          };
          let done = false;
          const observer = new MutationObserver(() => {
            done = true;
            observer.disconnect();
            const drawn = performance.now() - start;
            const before = frames;
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => {
                measured.push({ drawn, painted: performance.now() - start, frames: before + 1 });
                resolve();
              };
              port2.postMessage(0);
            });
          });
          observer.observe(root, { childList: true, characterData: true, subtree: true });
          requestAnimationFrame(count);
          trigger();
        });
      Object.assign(globalThis, { measure, measured });
    });
    await page.goto(`${server.origin}/demo/index.html`);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const take = async () => (await page.evaluate('measured.splice(0)')) as Answered[];

    const bare: Answered[] = [];
    for (let i = 0; i < 30; i++) {
      await page.evaluate(() => {
        const button = document.body.appendChild(document.createElement('button'));
        button.onclick = () => {
          button.textContent = 'Next';
        };
        return (globalThis as unknown as { measure: typeof measureInPage }).measure(button, () => button.click());
      });
      bare.push(...(await take()));
    }

    const answers: Answered[] = [];
    await page.getByRole('button', { name: 'Check your symptoms' }).click();
    await page.getByText(/Question 1 of at most/).waitFor();
    for (let round = 0; round < rounds; round++)
      for (const conversation of Object.values(conversations) as Answers[]) {
        for (const [ask, ...labels] of saysIn('en', conversation)) {
          const group = page.getByRole('group', { name: ask });
          await group.waitFor();
          for (const label of labels) {
            if (typeof label === 'number')
              await group.getByRole('radio', { name: String(label), exact: true }).check({ force: true });
            else if ((await group.getByRole('checkbox', { name: label }).count()) > 0)
              await group.getByRole('checkbox', { name: label }).check();
            else await group.getByRole('button', { name: label }).evaluate(tapped);
          }
          const next = group.getByRole('button', { name: 'Continue' });
          if ((await next.count()) > 0) await next.evaluate(tapped);
          answers.push(...(await take()));
        }
        await page.getByRole('button', { name: 'Clear my answers' }).click();
        await page.getByRole('button', { name: 'Yes, clear them' }).click();
      }
    return { answers, bare };
  } finally {
    await browser.close();
    await running.close();
    await server.close();
  }
}

declare function measureInPage(root: Node, trigger: () => void): Promise<void>;

/** In the page: taps a button of the guide, and measures until the next question is drawn. */
function tapped(button: Element): Promise<void> {
  const root = button.getRootNode() as ShadowRoot;
  return (globalThis as unknown as { measure: typeof measureInPage }).measure(
    root.querySelector('[role=log]') ?? root,
    () => (button as HTMLElement).click(),
  );
}

/** One line of the table for a list of measurements. */
export function summarise(what: string, list: readonly Answered[]): string[] {
  const of = (key: 'drawn' | 'painted') => {
    const sorted = list.map((one) => one[key]).sort((a, b) => a - b);
    return [0.5, 0.95, 0.99].map((share) => percentile(sorted, share).toFixed(1)).join(' / ');
  };
  const within = list.filter(({ drawn, frames }) => frames <= 1 && drawn <= frame).length;
  return [what, String(list.length), of('drawn'), of('painted'), `${((100 * within) / list.length).toFixed(1)} %`];
}
