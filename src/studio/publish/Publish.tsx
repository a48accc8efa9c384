import { useRef } from 'preact/hooks';
import { isReviewed } from '../../flow/translate.js';
import { openOverlay, rememberedTranslation } from '../languages/translation.js';
import { viewOf } from '../languages/view.js';
import { useWorkbench } from '../workbench.js';
import { Checklist } from './Checklist.js';
import { checklistOf } from './checks.js';
import { readColour, standsOut } from './colour.js';
import { complaintsOf } from './complaints.js';
import { hostOf } from './host.js';
import { PolicyForm } from './PolicyForm.js';
import { ReviewForm } from './ReviewForm.js';
import { approvalOf, flowJson, today } from './review.js';
import { Script } from './Script.js';
import { settingsOf } from './settings.js';
import { TagForm } from './TagForm.js';
import './publish.css';

const parts = { review: 'Review', script: 'The clinical script', tag: 'Your tag', policy: 'Policy and checklist' };

/** The part "Publish": from the review to the tag on a clinic's page. */
export function Publish() {
  const workbench = useWorkbench();
  const { project, checker, preview } = workbench;
  const settings = settingsOf(workbench);
  const headings = useRef<Record<string, HTMLHeadingElement | null>>({});
  const go = (part: string) => {
    const heading = headings.current[part];
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start' });
  };

  const flow = checker.flow.value;
  const file = project.file('flow.json');
  const now = flowJson(file.text.value);
  const saved = flowJson(file.saved.value);
  const { accent } = preview.attributes.value;
  const colour = accent ? readColour(accent) : undefined;
  const host = hostOf(settings.host.value);
  const checks = checklistOf({
    checked: checker.latest.value,
    upToDate: checker.upToDate.value,
    now,
    saved,
    unsaved: project.changed.value,
    approval: now ? approvalOf(now) : 'draft',
    languages: (flow?.languages ?? []).map((language) => {
      const { value, readable } = project.file(`${language}.json`);
      const { overlay } = openOverlay(value.value, readable.value);
      const translation = flow && overlay && rememberedTranslation(flow, overlay, viewOf(project).textsBefore());
      const reviewed = !!flow && !!overlay && isReviewed(flow, overlay);
      return { language, translation, reviewedBy: overlay?.reviewedBy, reviewed };
    }),
    settings: preview.attributes.value,
    complaints: complaintsOf(preview.attributes.value),
    pale: colour !== undefined && standsOut(colour).day < 3,
    hostKnown: settings.host.value.trim() !== '' && host.problem === undefined,
    tried: settings.tried.value !== '' && settings.tried.value === flow?.version,
    today: today(),
  });
  const done = checks.filter(({ state }) => state === 'done').length;
  const title = (part: keyof typeof parts) => (
    <h2
      tabIndex={-1}
      ref={(heading) => {
        headings.current[part] = heading;
      }}
    >
      {parts[part]}
    </h2>
  );
  return (
    <div class="publish">
      <nav aria-label="Parts of Publish">
        <ul>
          {(Object.keys(parts) as (keyof typeof parts)[]).map((part) => (
            <li key={part}>
              <button type="button" class="quiet" onClick={() => go(part)}>
                {parts[part]}
              </button>
            </li>
          ))}
        </ul>
        <p>
          {done} of {checks.length} done
        </p>
        <progress max={checks.length} value={done} aria-label="Done before publishing" />
      </nav>
      <section>
        {title('review')}
        <ReviewForm />
      </section>
      <section>
        {title('script')}
        <Script />
      </section>
      <section>
        {title('tag')}
        <TagForm />
      </section>
      <section>
        {title('policy')}
        <h3>Content security policy</h3>
        <PolicyForm />
        <h3>Before visitors come</h3>
        <Checklist checks={checks} onGo={go} />
      </section>
    </div>
  );
}
