import { useState } from 'preact/hooks';
import { defaultBase } from '../../handover/fhir/base.js';
import { chunk } from '../later.js';
import type { View } from '../view.js';
import { conversationOf, type Result } from './result.js';
import { allWords } from './words.js';

/** Where the clinic publishes its questionnaire, or the name that stands for nobody. */
export function fhirBase({ clinic }: Pick<View, 'clinic'>): string {
  return clinic['fhir-base'] || defaultBase;
}

/** Saves the answers as FHIR for a clinic's computer; what makes them is fetched at the tap. */
export function SaveFhir({ result, onMade }: { result: Result; onMade: (json: string) => void }) {
  const { session, view } = result;
  const words = allWords(view);
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const make = async () => {
    setState('loading');
    try {
      const { responseOf } = await chunk(() => import('./fhir.js'), 'fhir');
      const response = responseOf(session.flow, conversationOf(result), {
        base: fhirBase(view),
        language: view.language,
        authored: new Date().toISOString(),
      });
      setState('idle');
      onMade(JSON.stringify(response, null, 2));
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      <p class="quiet-text">{words.fhirFor}</p>
      <button type="button" class="chip" onClick={() => state !== 'loading' && make()}>
        {{ idle: words.fhir, loading: words.loading, failed: words.again }[state]}
      </button>
      <p role="alert" class="quiet-text">
        {state === 'failed' && words.notLoaded}
      </p>
    </>
  );
}
