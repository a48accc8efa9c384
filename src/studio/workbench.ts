import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Witness } from '../check/explore.js';
import type { Answers } from '../flow/answer.js';
import type { Path } from '../flow/parse.js';
import type { Desk } from './desk/desk.js';
import type { Project, Undone } from './project.js';
import type { Checker } from './proof/checker.js';

/** The parts of the studio, in the order of their tabs. */
export const tabs = ['outline', 'source', 'picture', 'proof', 'languages', 'publish'] as const;
export type Tab = (typeof tabs)[number];

/** A place in a file: a value of its JSON. */
type Place = { file: string; path: Path };

/** What the preview shows: the answers so far, and the page that the guide is on. */
type PreviewState = {
  readonly answers: Signal<Answers>;
  readonly language: Signal<string>;
  /** Attributes of the tag: clinic settings and what the bubble looks like, by attribute name. */
  readonly attributes: Signal<Readonly<Record<string, string>>>;
  readonly frame: Signal<'phone' | 'desktop' | 'bubble'>;
};

/** Everything that the parts of the studio share. */
export type Workbench = {
  readonly desk: Desk;
  readonly project: Project;
  readonly checker: Checker;
  readonly preview: PreviewState;
  readonly tab: Signal<Tab>;
  /** Where the editor is: what is open in the outline, and where the cursor of the source goes when it is asked to. */
  readonly place: Signal<Place>;
  /** What was undone or done again last, so that the part that shows it goes there. */
  readonly undone: Signal<Undone | undefined>;
  /** What is told to everybody, also to a screen reader, in one sentence. */
  readonly spoken: Signal<string>;
  /** Goes to a place, in a part that can show it; without one, the part that is open if it can, else the outline. */
  goTo(place: Place, tab?: Tab): void;
  /** Plays a conversation in the preview, from the start; `told` says what it shows. */
  play(witness: Witness | Answers, told: string): void;
};

/** The clinic that the preview shows until an editor has named theirs. */
export const exampleClinic: Readonly<Record<string, string>> = {
  'clinic-name': 'Riverside Acupuncture',
  phone: '+1 555 0100',
  booking: 'https://riverside.example/book',
  country: 'US',
};

/** Lays out the workbench over an opened project. */
export function layOut(desk: Desk, project: Project, checker: Checker): Workbench {
  const tab = signal<Tab>('outline');
  const place = signal<Place>({ file: 'flow.json', path: [] });
  const spoken = signal('');
  const answers = signal<Answers>({});
  return {
    desk,
    project,
    checker,
    preview: {
      answers,
      language: signal(''),
      attributes: signal(exampleClinic),
      frame: signal('phone'),
    },
    tab,
    place,
    undone: signal<Undone | undefined>(undefined),
    spoken,
    goTo(to, wanted) {
      place.value = to;
      const drawn = to.file === 'flow.json' && ['sections', 'redFlags', 'outcomes'].includes(String(to.path[0]));
      const shows = tab.value === 'source' || (tab.value === 'picture' && drawn);
      tab.value = wanted ?? (shows ? tab.value : 'outline');
    },
    play(witness, told) {
      answers.value = Array.isArray(witness)
        ? Object.fromEntries(witness.map(({ question, answer }) => [question, answer]))
        : (witness as Answers);
      spoken.value = told;
    },
  };
}

const Shared = createContext<Workbench | undefined>(undefined);
/** Gives the workbench to what is drawn inside. */
export const WorkbenchProvider = Shared.Provider;

/** The workbench. Throws outside of its provider. */
export function useWorkbench(): Workbench {
  const workbench = useContext(Shared);
  if (!workbench) throw new Error('There is no workbench around this part of the studio.');
  return workbench;
}
