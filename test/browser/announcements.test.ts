import type { CDPSession } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Says, Visitor } from './visitor.js';

let visitor: Visitor;
let devtools: CDPSession;

const none = /^None of these/;
const bladder = /have any of these changed/;

/** Opens the guide by keyboard, with an ear on every live region there is now or will be. */
async function listen(path = 'demo/index.html'): Promise<void> {
  visitor = await Visitor.on(path, {}, async (page) => {
    await page.addInitScript(() => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (options) {
        const root = attach.call(this, options);
        // A screen reader says what a live region holds once it has changed; several changes at once are one message.
        new MutationObserver((changes) => {
          const regions = new Set(
            changes.flatMap(({ target }) => {
              const element = target instanceof Element ? target : target.parentElement;
              const region = element?.closest('[aria-live], [role=alert], [role=status], [role=log]');
              return region && region.getAttribute('aria-live') !== 'off' ? region : [];
            }),
          );
          for (const region of regions)
            if (region.isConnected && region.textContent) said.push(region.textContent.trim());
        }).observe(root, { childList: true, characterData: true, subtree: true });
        return root;
      };
    });
  });
  devtools = await visitor.page.context().newCDPSession(visitor.page);
  await visitor.launcher.focus();
  await visitor.page.keyboard.press('Enter');
  await visitor.group(/How old/).waitFor();
  // The parts for later are there.
  await visitor.page.getByText(/Question 1 of at most/).waitFor();
}

/** What was announced since the last time. */
async function heard(): Promise<string[]> {
  await visitor.page.waitForTimeout(60);
  return (await visitor.page.evaluate('said.splice(0)')) as string[];
}

/** Role and name of what has the focus, as the browser tells them to assistive technology. */
async function focused(): Promise<string> {
  const { nodes } = (await devtools.send('Accessibility.getFullAXTree')) as {
    nodes: {
      role?: { value: string };
      name?: { value: string };
      properties?: { name: string; value: { value: unknown } }[];
    }[];
  };
  const all = nodes.filter(({ properties }) =>
    properties?.some(({ name, value }) => name === 'focused' && value.value),
  );
  const node = all.at(-1);
  return `${node?.role?.value} ${node?.name?.value}`;
}

const conversation: [...Says, heard: string | RegExp][] = [
  [/How old/, /65 or older/, 'You said: 65 or older.'],
  [bladder, none, 'You said: None of these.'],
  [
    /fit your legs/,
    /a bit weak/,
    /One leg tingles/,
    /^You said: One leg is a bit weak, .*; One leg tingles or feels numb\.$/,
  ],
  [/happening now/, none, 'You said: None of these.'],
  [/How did this pain start/, /Long hours/, /^You said: Long hours of sitting/],
  [/Do any of these fit you/, none, 'You said: None of these.'],
  [/Does any of this fit you/, none, 'You said: None of these.'],
  [/And any of these/, none, 'You said: None of these.'],
  [/How long have you had/, /More than 12/, 'You said: More than 12 weeks.'],
  [/How is it going/, /same/, 'You said: About the same.'],
  [/first time/, /had it before/, 'You said: No, I had it before.'],
  [/Where do you feel/, /My lower leg/, 'You said: My lower leg.'],
  [/How long can you sit/, /half an hour/, 'You said: About half an hour.'],
  [/How bad/, 6, 'You said: 6.'],
  [/planned safely/, /Blood thinners/, /^You said: Blood thinners/],
  [/about your blood/, /Aspirin/, /^You said: Aspirin/],
];

test('over a whole conversation, each answer is announced once, and the focus is on the next question', async () => {
  await listen();
  expect(await focused()).toBe('group How old are you?');
  await heard();
  for (const [index, step] of conversation.entries()) {
    const says = step.slice(0, -1) as unknown as Says;
    await visitor.answer(says);
    const next = conversation[index + 1];
    if (next) await visitor.group(next[0]).waitFor();
    else await visitor.outcome(/You could book/).waitFor();
    const [message, ...others] = await heard();
    const expected = step.at(-1) as string | RegExp;
    if (typeof expected === 'string') expect(message).toBe(expected);
    else expect(message).toMatch(expected);
    expect(others).toEqual([]);
    const now = await focused();
    if (next) expect(now).toMatch(new RegExp(`^group .*${next[0].source}`));
    else expect(now).toMatch(/^heading No warning signs found ?: You could book a consult$/);
  }
});

test('an answer that ends the conversation leads to the result, in words', async () => {
  await listen();
  await visitor.answerAll([
    [/How old/, /45 to 59/],
    [bladder, /I can't pee/],
  ]);
  await visitor.outcome(/Get help now/).waitFor();
  expect(await focused()).toMatch(/^heading Emergency ?: Get help now$/);
  await heard();
  // Changed: what was said before is said again, with the answer, in one message; then the next question.
  await visitor.page.getByRole('button', { name: /Change your answer: Since this pain/ }).press('Enter');
  expect(await focused()).toMatch(/^group Since this pain began/);
  expect(await heard()).toEqual([]);
  await visitor
    .group(bladder)
    .getByRole('checkbox', { name: /I can't pee/ })
    .uncheck();
  await visitor.answer([bladder, none]);
  await visitor.group(/fit your legs/).waitFor();
  expect(await heard()).toEqual([
    "You said: None of these. You told us before: I can't pee, or it is hard to start. If that was right, please still get help now.",
  ]);
  expect(await focused()).toMatch(/^group Do any of these fit your legs/);
});

test('a change that drops answers says which, once', async () => {
  await listen();
  await visitor.answerAll([
    [/How old/, /45 to 59/],
    [bladder, none],
    [/fit your legs/, /both legs, past/],
    [/pain in both legs best/, /Old and the same/],
  ]);
  await visitor.group(/happening now/).waitFor();
  await heard();
  await visitor.page.getByRole('button', { name: /Change your answer: Do any of these fit your legs/ }).press('Enter');
  await visitor
    .group(/fit your legs/)
    .getByRole('checkbox', { name: /both legs, past/ })
    .uncheck();
  await visitor.answer([/fit your legs/, none]);
  await visitor.group(/happening now/).waitFor();
  expect(await heard()).toEqual([
    'You said: None of these. Because of that change, I no longer need your answer to: Which fits the pain in both legs best?',
  ]);
});

test('a mistake is announced once, and the focus stays beside it', async () => {
  await listen();
  await visitor.answer([/How old/, /45 to 59/]);
  await visitor.group(bladder).waitFor();
  await heard();
  await visitor.group(bladder).getByRole('button', { name: 'Continue' }).press('Enter');
  expect(await heard()).toEqual(['Tick what fits first.']);
  // Beside the message: a jump to the first box would leave it out of sight on a phone.
  expect(await focused()).toBe('button Continue');
  await visitor.group(bladder).getByRole('checkbox').first().check();
  await visitor.group(bladder).getByRole('button', { name: none }).press('Enter');
  expect(await heard()).toEqual(['To say none, untick the others first.']);
  // Made again, it is announced again.
  await visitor.group(bladder).getByRole('button', { name: none }).press('Enter');
  expect(await heard()).toEqual(['To say none, untick the others first.']);
});

test('coming back, clearing and another language', async () => {
  await listen();
  // The button is gone with its language: the focus goes to the question, not to nowhere.
  await visitor.page.getByRole('button', { name: 'Español' }).press('Enter');
  await visitor.group(/Cuántos años/).waitFor();
  expect(await focused()).toMatch(/^group ¿Cuántos años/);
  await visitor.page.getByRole('button', { name: 'English' }).press('Enter');
  await visitor.group(/How old/).waitFor();
  await visitor.answer([/How old/, /45 to 59/]);
  await visitor.group(bladder).waitFor();
  await heard();
  await visitor.page.getByRole('combobox', { name: 'Language' }).selectOption('es');
  await visitor.group(/Desde que empezó/).waitFor();
  expect(await heard()).toEqual(['Español']);
  await visitor.page.getByRole('combobox', { name: 'Idioma' }).selectOption('en');
  await visitor.group(bladder).waitFor();
  await visitor.page.getByRole('button', { name: 'Clear my answers' }).press('Enter');
  expect(await focused()).toBe('group Clear all your answers and start over?');
  await visitor.page.getByRole('button', { name: 'Yes, clear them' }).press('Enter');
  expect(await focused()).toBe('group How old are you?');
  await visitor.page.getByRole('button', { name: 'Close' }).press('Enter');
  expect(await focused()).toBe('button Check your symptoms');
});
