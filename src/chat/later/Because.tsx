import type { Outcome } from '../../flow/schema.js';
import { raisedFlags, type Session } from '../../machine/session.js';
import { decidingTexts } from '../model.js';
import { Rich } from '../Rich.js';
import type { View } from '../view.js';
import { allWords } from './words.js';

/** "Because you told us …": the answers that decided an outcome, and why they matter. Nothing when no red flag did. */
export function Because({ outcome, session, view }: { outcome: Outcome; session: Session; view: View }) {
  const flags = raisedFlags(session.flow, view.answers).filter((flag) => flag.outcome === outcome.id);
  if (flags.length === 0) return null;
  return (
    <div class="because">
      <h4>{allWords(view).because}</h4>
      <ul>
        {decidingTexts(session, outcome, view).map((text) => (
          <li key={text}>
            <Rich text={text} view={view} />
          </li>
        ))}
      </ul>
      {[...new Set(flags.map((flag) => flag.because))].map((text) => (
        <p key={text}>
          <Rich text={text} view={view} />
        </p>
      ))}
    </div>
  );
}
