import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Desk } from '../../../src/studio/desk/desk.js';
import { Save } from '../../../src/studio/desk/Save.js';
import { Start } from '../../../src/studio/desk/Start.js';
import { openProject } from '../../../src/studio/project.js';
import type { Checked } from '../../../src/studio/proof/messages.js';
import { layOut, type Workbench, WorkbenchProvider } from '../../../src/studio/workbench.js';
import { fakeChecker, fakeDesk, fakeStore } from './fakeFolder.js';

const flow = '{\n  "title": "Guide",\n  "id": "small"\n}\n';
const titled = (words: string) => flow.replace('Guide', words);
const button = (name: string | RegExp) => screen.getByRole('button', { name });

let folder: ReturnType<typeof fakeDesk>;
let browser: ReturnType<typeof fakeStore>;
let workbench: Workbench;
let close: () => void;

/** The button as it stands in the studio, over this folder. */
async function open({ kind = 'folder', found = {} }: { kind?: Desk['kind']; found?: Partial<Checked> } = {}) {
  folder = fakeDesk({ 'flow.json': flow }, kind);
  browser = fakeStore();
  return openAgain(found);
}
async function openAgain(found: Partial<Checked> = {}) {
  workbench = layOut(folder.desk, openProject('small', folder.there), fakeChecker(found));
  const { unmount } = render(
    <WorkbenchProvider value={workbench}>
      <Save store={browser.store} />
    </WorkbenchProvider>,
  );
  close = unmount;
  await new Promise((done) => setTimeout(done));
}
afterEach(() => close?.());

const put = (text: string) => workbench.project.edit('Change', (draft) => draft.replace('flow.json', text));
const dialog = (name: RegExp) => screen.findByRole('dialog', { name });
const noDialog = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
const press = (key: string, more: object = { ctrlKey: true }) => fireEvent.keyDown(document.body, { key, ...more });

describe('saving', () => {
  test('asks first: the files, and then says what was saved', async () => {
    await open();
    put(titled('Mine'));
    fireEvent.click(await screen.findByRole('button', { name: 'Save' }));
    const asked = await dialog(/^Save$/);
    expect(within(asked).getByRole('listitem').textContent).toBe('flow.jsonchanged');
    expect(folder.there.get('flow.json')).toBe(flow);
    fireEvent.click(button('Save 1 file'));
    await noDialog();
    expect(folder.there.get('flow.json')).toBe(titled('Mine'));
    expect(workbench.spoken.value).toBe('Saved 1 file.');
  });

  test.each([{ ctrlKey: true }, { metaKey: true }])('by keys alone: %o and S, twice', async (keys) => {
    await open();
    put(titled('Mine'));
    press('s', keys);
    await dialog(/^Save$/);
    press('s', keys);
    await noDialog();
    expect(folder.there.get('flow.json')).toBe(titled('Mine'));
  });

  test('with nothing to save says so', async () => {
    await open();
    expect(button('Save').getAttribute('aria-disabled')).toBe('true');
    press('s');
    expect(workbench.spoken.value).toBe('Everything is saved.');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('of a guide with errors is possible, and said clearly; they can be looked at', async () => {
    await open({ found: { errors: 2 } });
    put(titled('Mine'));
    press('s');
    const asked = await dialog(/^Save$/);
    expect(asked.textContent).toContain(
      '2 errors are in the guide. This must not be published; saving it is possible.',
    );
    fireEvent.click(button('Show the errors'));
    await noDialog();
    expect(workbench.tab.value).toBe('proof');
    press('s');
    await dialog(/^Save$/);
    fireEvent.click(button('Save 1 file'));
    await noDialog();
    expect(folder.there.get('flow.json')).toBe(titled('Mine'));
  });

  test('that fails says why, and stays open', async () => {
    await open();
    put(titled('Mine'));
    folder.breaksAt('flow.json');
    press('s');
    await dialog(/^Save$/);
    fireEvent.click(button('Save 1 file'));
    expect((await screen.findByRole('alert')).textContent).toBe(
      'flow.json could not be saved. There is no room left on the disk.',
    );
    folder.breaksAt(undefined);
    fireEvent.click(button('Save 1 file'));
    await noDialog();
  });

  test('of loose files downloads them, and says so; one by one, too', async () => {
    await open({ kind: 'loose' });
    put(titled('Mine'));
    workbench.project.edit('Add', (draft) => draft.replace('es.json', '{}'));
    press('s');
    expect((await dialog(/^Save$/)).textContent).toContain('Saving downloads them');
    fireEvent.click(button('Download es.json'));
    await waitFor(() => expect(folder.written).toEqual(['es.json']));
    fireEvent.click(await screen.findByRole('button', { name: 'Download 1 file' }));
    await noDialog();
    expect(folder.written).toEqual(['es.json', 'flow.json']);
  });
});

describe('a change outside in the same line', () => {
  const conflict = async () => {
    await open();
    put(titled('Mine'));
    folder.outside('flow.json', titled('Theirs'));
    return dialog(/flow\.json was changed outside/);
  };

  test('is asked about, with both to see', async () => {
    const asked = await conflict();
    expect(asked.textContent).not.toContain('"Theirs"');
    fireEvent.click(button('See both'));
    const [mine, theirs] = within(asked).getAllByRole('figure');
    expect(mine?.textContent).toBe('Mine  "title": "Mine",');
    expect(theirs?.textContent).toBe('Theirs  "title": "Theirs",');
  });

  test('mine is kept', async () => {
    await conflict();
    fireEvent.click(button('Keep mine'));
    await noDialog();
    expect(workbench.project.file('flow.json').text.value).toBe(titled('Mine'));
    expect(workbench.project.changed.value).toBe(true);
  });

  test('theirs is taken', async () => {
    await conflict();
    fireEvent.click(button('Take theirs'));
    await noDialog();
    expect(workbench.project.file('flow.json').text.value).toBe(titled('Theirs'));
    expect(workbench.project.changed.value).toBe(false);
  });

  test('decided later, it stays in sight, and saving asks again', async () => {
    await conflict();
    fireEvent.click(button('Decide later'));
    await noDialog();
    press('s');
    await dialog(/flow\.json was changed outside/);
    fireEvent.click(button('Decide later'));
    fireEvent.click(await screen.findByRole('button', { name: 'Decide about flow.json' }));
    await dialog(/flow\.json was changed outside/);
    expect(folder.there.get('flow.json')).toBe(titled('Theirs'));
  });
});

describe('what was not saved', () => {
  test('is offered when the studio is opened again', async () => {
    await open();
    put(titled('Mine'));
    close();
    await openAgain();
    expect((await dialog(/^You have changes from .* that were not saved\.$/)).textContent).toContain('In flow.json.');
    fireEvent.click(button('Go on with them'));
    await noDialog();
    expect(workbench.project.file('flow.json').text.value).toBe(titled('Mine'));
    expect(workbench.project.canUndo.value).toContain('Go on with the changes');
  });

  test('is thrown away when that is said', async () => {
    await open();
    put(titled('Mine'));
    close();
    await openAgain();
    await dialog(/not saved/);
    fireEvent.click(button('Throw away'));
    await noDialog();
    expect(workbench.project.changed.value).toBe(false);
    expect(browser.kept.size).toBe(0);
  });
});

describe('the start', () => {
  const start = async () => {
    browser = fakeStore();
    const opened: Desk[] = [];
    const show = () => {
      const { unmount } = render(<Start onOpen={(desk) => opened.push(desk)} store={browser.store} />);
      close = unmount;
    };
    show();
    return { opened, show };
  };
  const choose = (...files: [string, string][]) => {
    const input = screen.getByLabelText<HTMLInputElement>('Files of a guide');
    const list = files.map(([name, text]) => new File([text], name));
    Object.defineProperty(input, 'files', { value: list, configurable: true });
    fireEvent.change(input);
  };

  test('opens several files at once, as one guide', async () => {
    const { opened } = await start();
    choose(['flow.json', flow], ['es.json', '{}'], ['flow.schema.json', '{}']);
    await waitFor(() => expect(opened).toHaveLength(1));
    expect([opened[0]?.name, (await opened[0]?.read())?.map(({ name }) => name)]).toEqual([
      'small',
      ['flow.json', 'es.json'],
    ]);
  });

  test('opens what is dropped on it', async () => {
    const { opened } = await start();
    const drop = new Event('drop', { bubbles: true, cancelable: true });
    fireEvent(
      screen.getByRole('main'),
      Object.assign(drop, { dataTransfer: { files: [new File([flow], 'flow.json')] } }),
    );
    // Else the browser would show the file in place of the studio.
    expect(drop.defaultPrevented).toBe(true);
    await waitFor(() => expect(opened).toHaveLength(1));
  });

  test('says what is wrong with files, and stays', async () => {
    const { opened } = await start();
    choose(['es.json', '{}']);
    expect((await screen.findByRole('alert')).textContent).toContain('There is no flow.json');
    choose(['flow.json', flow]);
    await waitFor(() => expect(opened).toHaveLength(1));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('begins a new guide under a name, but not under one that cannot be', async () => {
    const { opened } = await start();
    const name = screen.getByLabelText(/Its name/);
    fireEvent.input(name, { target: { value: 'Knee pain' } });
    fireEvent.submit(name.closest('form') as HTMLFormElement);
    expect((await screen.findByRole('alert')).textContent).toContain('knee-pain');
    fireEvent.input(name, { target: { value: 'knee-pain' } });
    fireEvent.submit(name.closest('form') as HTMLFormElement);
    await waitFor(() => expect(opened[0]?.name).toBe('knee-pain'));
  });

  test('offers a folder only where the browser can', async () => {
    await start();
    expect(screen.queryByRole('button', { name: /Open a folder/ })).toBeNull();
    close();
    vi.stubGlobal('showDirectoryPicker', async () => {
      throw new DOMException('', 'AbortError');
    });
    const { opened } = await start();
    fireEvent.click(button(/Open a folder/));
    await new Promise((done) => setTimeout(done, 10));
    // Not choosing one is no trouble.
    expect([opened, screen.queryByRole('alert')]).toEqual([[], null]);
    vi.unstubAllGlobals();
  });

  test('goes on with files that were not saved', async () => {
    const { opened, show } = await start();
    close();
    const files = [{ name: 'flow.json', base: flow, text: titled('Mine') }];
    browser.store.write({ key: 'loose:old', name: 'small', at: Date.now(), files });
    show();
    await screen.findByRole('heading', { name: /Go on with “small”/ });
    fireEvent.click(button('Go on'));
    await waitFor(() => expect(opened).toHaveLength(1));
    expect((await opened[0]?.read())?.[0]?.text).toBe(flow);
    // What was chosen is not asked about again.
    folder = { ...fakeDesk({ 'flow.json': flow }, 'loose'), desk: opened[0] as Desk };
    close();
    await openAgain();
    await waitFor(() => expect(workbench.project.file('flow.json').text.value).toBe(titled('Mine')));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('throws away files that were not saved', async () => {
    const { show } = await start();
    close();
    browser.store.write({ key: 'loose:old', name: 'small', at: Date.now(), files: [] });
    show();
    fireEvent.click(await screen.findByRole('button', { name: 'Throw away' }));
    await waitFor(() => expect(screen.queryByRole('heading', { name: /Go on with/ })).toBeNull());
    expect(browser.kept.size).toBe(0);
  });
});
