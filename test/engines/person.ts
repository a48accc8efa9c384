import { setTimeout as pause } from 'node:timers/promises';
import type { Says } from '../browser/visitor.js';
import { look, type Seen, type Wanted } from './elementsOnScreen.js';
import { type Engine, type Key, run, type Size } from './engine.js';

/** After this many milliseconds a person gives up; tests fail only then, so that a busy machine fails none. */
const patience = 10_000;

/** Someone on a clinic's page in any of the engines, who does only what a person can. */
export class Person {
  /** Where the last press was: two at one place would count as a double click. */
  #last = { x: -1, y: -1 };

  constructor(
    readonly engine: Engine,
    /** The guide is part of the page, which has to be scrolled. */
    readonly inline = false,
    /** What the bubble says. */
    readonly label = '^Check your symptoms$',
  ) {}

  /** Arrives at a page as somebody who has never been there. */
  static async at(engine: Engine, url: string, size: Size, inline = false): Promise<Person> {
    await engine.open(url, size);
    const person = new Person(engine, inline);
    await person.listens();
    return person;
  }

  async reloads(): Promise<void> {
    await this.engine.reload();
    await this.listens();
  }

  /** From now on, notes what the page says on the console, and its errors. */
  listens(): Promise<void> {
    return run(this.engine, () => {
      const lines: string[] = [];
      Object.assign(globalThis, { lines });
      for (const level of ['error', 'warn'] as const) {
        const own = console[level];
        console[level] = (...said: unknown[]) => {
          lines.push(said.map(String).join(' '));
          own(...said);
        };
      }
      addEventListener('error', ({ message }) => lines.push(message));
      addEventListener('unhandledrejection', ({ reason }) => lines.push(String(reason)));
    });
  }

  /** What was said there so far. */
  console(): Promise<string[]> {
    return run(this.engine, () => (globalThis as unknown as { lines: string[] }).lines);
  }

  /** Forgets it. */
  forgets(): Promise<void> {
    return run(this.engine, () => {
      (globalThis as unknown as { lines: string[] }).lines.length = 0;
    });
  }

  /** All that fits and is on screen now. */
  see(role: Wanted['role'], name: RegExp | string, group?: RegExp): Promise<Seen[]> {
    const wanted: Wanted = { role, name: typeof name === 'string' ? name : name.source };
    if (group) wanted.group = group.source;
    return run(this.engine, look, wanted, this.inline);
  }

  /** Waits until something is on screen, and stays where it is. */
  async find(role: Wanted['role'], name: RegExp | string, group?: RegExp): Promise<Seen> {
    let before: Seen | undefined;
    for (const end = Date.now() + patience; Date.now() < end; await pause(25)) {
      const [seen] = await this.see(role, name, group);
      if (seen && before && seen.x === before.x && seen.y === before.y) return seen;
      before = seen;
    }
    throw new Error(`There is no ${role} ${name}${group ? ` in ${group}` : ''}. ${await this.#around(role)}`);
  }

  /** Waits until nothing like it is on screen. */
  async misses(role: Wanted['role'], name: RegExp | string): Promise<void> {
    for (const end = Date.now() + patience; Date.now() < end; await pause(25))
      if ((await this.see(role, name)).length === 0) return;
    throw new Error(`The ${role} ${name} is still there.`);
  }

  /** Presses the middle of something. Fails when anything lies over it. */
  async tap(role: Wanted['role'], name: RegExp | string, group?: RegExp): Promise<void> {
    const seen = await this.find(role, name, group);
    if (!seen.free) throw new Error(`Over the ${role} ${seen.name} lies ${seen.hit}`);
    const same = Math.hypot(seen.x - this.#last.x, seen.y - this.#last.y) < 8;
    const x = seen.x + (same ? Math.min(16, seen.width / 4) : 0);
    this.#last = { x, y: seen.y };
    await this.engine.click(Math.round(x), Math.round(seen.y));
  }

  /** Presses one of the page's own buttons. */
  async tapsHost(name: string): Promise<void> {
    const wanted: Wanted = { role: 'button', name, host: true };
    for (const end = Date.now() + patience; Date.now() < end; await pause(25)) {
      const [seen] = await run(this.engine, look, wanted, true);
      if (seen?.free) return this.engine.click(Math.round(seen.x), Math.round(seen.y));
    }
    throw new Error(`The page has no button ${name} that can be pressed.`);
  }

  press(key: Key): Promise<void> {
    return this.engine.key(key);
  }

  /** Taps the bubble and waits for the first question. */
  async opens(): Promise<void> {
    await this.tap('button', this.label);
    await this.find('group', '.');
  }

  bubble(): Promise<Seen> {
    return this.find('button', this.label);
  }

  panel(): Promise<Seen> {
    return this.find('dialog', this.label);
  }

  /** Answers one question. */
  async answers([question, ...labels]: Says): Promise<void> {
    await this.find('group', question);
    for (const label of labels) {
      if (typeof label === 'number') await this.tap('radio', `^${label}$`, question);
      else if ((await this.see('checkbox', label, question)).length > 0) await this.tap('checkbox', label, question);
      else return this.tap('button', label, question);
    }
    await this.tap('button', '^(Continue|Continuar|متابعة)$', question);
  }

  async answersAll(all: readonly Says[]): Promise<void> {
    for (const says of all) await this.answers(says);
  }

  /** Waits until a text is on screen in the guide. */
  async sees(text: string): Promise<void> {
    for (const end = Date.now() + patience; Date.now() < end; await pause(25)) {
      const there = await run(
        this.engine,
        (wanted) => {
          const root = document.querySelector('symptom-guide')?.shadowRoot;
          return [...(root?.querySelectorAll('p, li') ?? [])].some(
            (element) => element.checkVisibility() && element.textContent?.includes(wanted),
          );
        },
        text,
      );
      if (there) return;
    }
    throw new Error(`Nowhere it says: ${text}`);
  }

  /** How far the guide and the page can be scrolled sideways, in pixels: not at all, if all is well. */
  sideways(): Promise<number> {
    return run(this.engine, () => {
      const scroller = document.querySelector('symptom-guide')?.shadowRoot?.querySelector('.scroller');
      return [scroller, document.scrollingElement].reduce(
        (most, box) => Math.max(most, (box?.scrollWidth ?? 0) - (box?.clientWidth ?? 0)),
        0,
      );
    });
  }

  /** What has the focus inside the guide: its name, or else its text. */
  focus(): Promise<string> {
    return run(this.engine, () => {
      const root = document.activeElement?.shadowRoot;
      const element = root?.activeElement;
      const by = element?.getAttribute('aria-labelledby');
      return ((by ? root?.getElementById(by)?.textContent : undefined) ?? element?.textContent ?? '').trim();
    });
  }

  /** What stands there of a kind, for the message of a failure. */
  async #around(role: Wanted['role']): Promise<string> {
    const names = (await this.see(role, '')).map(({ name }) => name.slice(0, 60));
    return names.length > 0 ? `There is: ${names.join(' | ')}` : 'There is none.';
  }
}
