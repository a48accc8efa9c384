import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { idPattern } from '../../flow/schema.js';
import type { Desk } from './desk.js';
import { canPickDirectory, directoryDesk, pickDirectory } from './directoryDesk.js';
import { browserDrafts } from './draftStore.js';
import { type DraftStore, type KeptDraft, timeOf } from './drafts.js';
import { loose, looseDesk, nameOf } from './looseDesk.js';
import { asBytes, newDesk, shippedDesk, unsavedDesk } from './openDesk.js';
import './desk.css';

/** Where the studio begins when it has no folder by itself: files, a folder, an example, or a new guide. */
export function Start({ onOpen, store = browserDrafts() }: { onOpen: (desk: Desk) => void; store?: DraftStore }) {
  const [trouble, setTrouble] = useState<string>();
  const [over, setOver] = useState(false);
  const [left, setLeft] = useState<readonly KeptDraft[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    void store.left(loose).then(setLeft);
  }, []);

  const open = async (find: () => Desk | undefined | Promise<Desk | undefined>) => {
    setTrouble(undefined);
    try {
      const desk = await find();
      // What cannot be read is said here, where another choice is at hand.
      await desk?.read();
      if (desk) onOpen(desk);
    } catch (error) {
      setTrouble((error as Error).message);
    }
  };
  const openFiles = (files: Iterable<File>) =>
    open(async () => {
      const json = [...files].filter(({ name }) => name.endsWith('.json') && name !== 'flow.schema.json');
      const opened = await Promise.all(
        json.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
      );
      return looseDesk(nameOf(opened), opened);
    });
  const begin = (event: SubmitEvent) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget as HTMLFormElement).get('id')).trim();
    void open(() => {
      if (!idPattern.test(name))
        throw new Error('A name has small letters, digits and - only, and starts with a letter: “knee-pain”.');
      return newDesk(name);
    });
  };

  return (
    <main
      class={over ? 'start over' : 'start'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void openFiles(event.dataTransfer?.files ?? []);
      }}
    >
      <h1 class="start-title">Studio of the symptom guide</h1>
      <p class="start-lead">
        Change the questions of a guide, see each change in the guide itself at once, and have it proved that no red
        flag ends in booking. Your files stay on this computer.
      </p>
      {trouble && (
        <p role="alert" class="desk-trouble">
          {trouble}
        </p>
      )}
      {left.map((draft) => (
        <section class="start-choice left" key={draft.key} aria-labelledby={`${id}-${draft.key}`}>
          <h2 id={`${id}-${draft.key}`}>
            Go on with “{draft.name}” from {timeOf(draft.at)}
          </h2>
          <p class="start-about">It was not saved.</p>
          <div class="desk-buttons">
            <button
              type="button"
              class="primary"
              onClick={() =>
                open(() => {
                  const read = draft.files.flatMap(({ name, base }) =>
                    base === undefined ? [] : { name, text: base },
                  );
                  const desk =
                    read.length > 0 ? looseDesk(draft.name, read.map(asBytes)) : unsavedDesk(draft.name, draft.files);
                  return { ...desk, resumes: draft.key };
                })
              }
            >
              Go on
            </button>
            <button
              type="button"
              onClick={() => {
                store.remove(draft.key);
                setLeft(left.filter((one) => one !== draft));
              }}
            >
              Throw away
            </button>
          </div>
        </section>
      ))}
      {canPickDirectory() && (
        <section class="start-choice" aria-labelledby={`${id}-folder`}>
          <h2 id={`${id}-folder`}>Open a folder</h2>
          <p class="start-about">The folder of one guide. This browser can save into it.</p>
          <button
            type="button"
            class="primary"
            onClick={() =>
              open(async () => {
                const directory = await pickDirectory();
                return directory && directoryDesk(directory);
              })
            }
          >
            Open a folder …
          </button>
        </section>
      )}
      <section class="start-choice" aria-labelledby={`${id}-files`}>
        <h2 id={`${id}-files`}>Open files</h2>
        <p class="start-about">
          All .json files of one guide’s folder together: choose them, or drop them here. Saving downloads what was
          changed.
        </p>
        <button type="button" class={canPickDirectory() ? undefined : 'primary'} onClick={() => input.current?.click()}>
          Open files …
        </button>
        <input
          ref={input}
          type="file"
          class="sr"
          multiple
          accept=".json,application/json"
          tabIndex={-1}
          aria-label="Files of a guide"
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            // So that the same files can be chosen again.
            currentTarget.value = '';
            if (files.length > 0) void openFiles(files);
          }}
        />
      </section>
      <section class="start-choice" aria-labelledby={`${id}-look`}>
        <h2 id={`${id}-look`}>Look at the sciatica guide</h2>
        <p class="start-about">
          The guide that comes with the studio. Change what you like: nothing of it is published.
        </p>
        <button type="button" onClick={() => open(() => shippedDesk('sciatica'))}>
          Look at the sciatica guide
        </button>
      </section>
      <section class="start-choice" aria-labelledby={`${id}-new`}>
        <h2 id={`${id}-new`}>Start a new guide</h2>
        <p class="start-about">A small one, with a safety question, red flags and outcomes to change.</p>
        <form onSubmit={begin}>
          <label>
            Its name, such as knee-pain <input name="id" required autoComplete="off" spellcheck={false} />
          </label>
          <button type="submit">Start a new guide</button>
        </form>
      </section>
    </main>
  );
}
