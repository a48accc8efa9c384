import { useEffect, useRef, useState } from 'preact/hooks';
import { useWorkbench } from '../workbench.js';
import { today } from './review.js';

/** The clinical script of the guide as it is now, to read, print and sign. */
export function Script() {
  const workbench = useWorkbench();
  const { checker, goTo } = workbench;
  const frame = useRef<HTMLIFrameElement>(null);
  const [address, setAddress] = useState<string | undefined>(undefined);
  const checked = checker.latest.value;
  const ready = checker.upToDate.value;
  const edition = checked?.edition;
  const proved = checked?.facts !== undefined;

  useEffect(() => {
    if (!ready || !proved) return undefined;
    let made: string | undefined;
    let left = false;
    checker.script(today()).then((page) => {
      if (left || page === undefined) return;
      made = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
      setAddress(made);
    });
    return () => {
      left = true;
      setAddress(undefined);
      if (made) URL.revokeObjectURL(made);
    };
  }, [ready, proved, edition]);

  if (ready && !proved) {
    const first = checked?.problems.find(({ severity }) => severity === 'error');
    return (
      <div class="note warn">
        <p>
          There is no script: the guide is not proved as it is now.
          {first && ` ${first.file}, line ${first.line}: ${first.message}. ${first.help}`}
        </p>
        <p class="buttons">
          {first && (
            <button type="button" onClick={() => goTo({ file: first.file, path: first.path }, 'source')}>
              Go there
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              workbench.tab.value = 'proof';
            }}
          >
            See all problems
          </button>
        </p>
      </div>
    );
  }
  const flow = checker.flow.value;
  return (
    <div class="script">
      <p class="hint">
        The whole guide on paper, for a clinician who reads and signs it: questions, red flags, outcomes, and what was
        proved.
      </p>
      <p class="buttons">
        <button
          type="button"
          class="primary"
          disabled={!address}
          onClick={() => {
            const inside = frame.current?.contentWindow;
            inside?.focus();
            inside?.print();
          }}
        >
          Print
        </button>
        {address ? (
          <a class="button" href={address} download={`${flow?.id}-${flow?.version}-script.html`}>
            Download
          </a>
        ) : (
          <span role="status" class="hint">
            The script is being made.
          </span>
        )}
      </p>
      {address && (
        // No scripts run in it. Of the same origin, so that it can be printed from here.
        <iframe
          ref={frame}
          src={address}
          sandbox="allow-same-origin allow-modals allow-popups allow-popups-to-escape-sandbox"
          title="Clinical script"
          onLoad={({ currentTarget }) => {
            const links = currentTarget.contentDocument?.querySelectorAll<HTMLAnchorElement>('a[href^="http"]') ?? [];
            for (const link of links) {
              // A source must not take the place of the script.
              link.target = '_blank';
              link.rel = 'noreferrer';
            }
          }}
        />
      )}
    </div>
  );
}
