import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { release } from '../release.js';
import { conversations, saysIn } from '../browser/conversation.js';
import { desktop, type Engine, run } from './engine.js';
import { found, start } from './engines.js';
import { Person } from './person.js';
import { Record } from './record.js';

const home = `${inject('origin')}/demo/index.html`;
const record = new Record();
afterAll(() => console.log(record.table()));

describe.each(found)('in %s', (name) => {
  let engine: Engine;
  let person: Person;
  beforeAll(async () => {
    engine = await start(name);
  });
  afterAll(() => engine?.close());
  test('opens', async () => {
    const t = Date.now();
    person = await Person.at(engine, home, desktop);
    console.log(name, engine.version, 'open', Date.now() - t);
    await person.bubble();
    await person.opens();
    console.log(await person.focus());
    await person.answersAll(saysIn('en', conversations.routine));
    await person.find('heading', /You could book/);
    console.log(Date.now() - t);
    record.of(engine).conversations++;
  });
});
