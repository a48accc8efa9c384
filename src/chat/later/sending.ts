import type { Submission } from '../../handover/submission.js';
import type { View } from '../view.js';

/**
 * What a visitor typed to send, and how far that has come: in memory alone, and forgotten with the answers.
 */
export type Sending = {
  name: string;
  contact: string;
  /** The answers whose sending was agreed to, and in which words: others need another tick. */
  agreed: string | undefined;
  /** Whether the form is open. */
  open: boolean;
  state: 'idle' | 'sending' | 'stopped' | 'sent' | 'refused' | 'notReached' | 'notMade';
  /** The answers that `state` tells of. */
  answers: string;
  /** What is sent, the same for every try, and all that it was made of. */
  made: { submission: Submission; of: string } | undefined;
  /** Gives up what is on its way. */
  stop: (() => void) | undefined;
};

const empty: Sending = {
  name: '',
  contact: '',
  agreed: undefined,
  open: false,
  state: 'idle',
  answers: '',
  made: undefined,
  stop: undefined,
};

/**
 * Holds a {@link Sending} and redraws what shows it. No signal: the code until the first question would have to hand out
 * what makes one, and is full.
 */
export class SendingStore {
  now = empty;
  /** Draws again; set by what is on screen. */
  redraw: (() => void) | undefined;
  change(part: Partial<Sending>): void {
    this.now = { ...this.now, ...part };
    this.redraw?.();
  }
  /** Forgets all that was typed, and gives up what is on its way. */
  forget(): void {
    this.now.stop?.();
    this.change(empty);
  }
}

/** One for each chat on the page; its list of languages is one as long as it is there, whichever of them it speaks. */
const all = new WeakMap<View['languages'], SendingStore>();

/** The sending of a chat. */
export function sendingOf({ languages }: Pick<View, 'languages'>): SendingStore {
  const known = all.get(languages) ?? new SendingStore();
  all.set(languages, known);
  return known;
}
