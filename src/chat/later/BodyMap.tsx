import { useState } from 'preact/hooks';
import type { Region } from '../../flow/regions.js';
import type { ChoiceQuestion } from '../../flow/schema.js';
import type { View } from '../view.js';
import { drawable, lines, pathOf, reach, regionPath, type Side, silhouette, viewOf } from './figure.js';
import { allWords } from './words.js';

const sides: readonly Side[] = ['front', 'back'];

/**
 * The choices of a question as regions of a body, front and back: for pointer and touch. The checkboxes beside it are
 * the same state and the way for keyboards and screen readers, so nothing here has a name or takes the focus. Nothing
 * when the question has no body map. `late`: it came when the list was already there, and must not move it.
 */
export function BodyMap({
  question,
  ticked,
  view,
  late,
  onToggle,
}: {
  question: ChoiceQuestion;
  ticked: readonly string[];
  view: View;
  late: boolean;
  onToggle: (choice: string) => void;
}) {
  const [over, setOver] = useState<string>();
  const regions = drawable.filter((region) => question.choices.some((choice) => choice.region === region));
  if (question.picture !== 'body' || regions.length === 0) return null;
  const { viewBox, arms } = viewOf(regions);
  const words = allWords(view);
  const isTicked = (region: Region) =>
    question.choices.some((choice) => choice.region === region && ticked.includes(choice.id));
  const regionAt = (event: Event) => (event.target as Element).closest<SVGElement>('[data-region]')?.dataset.region;
  const toggleAt = (event: Event) => {
    const region = regionAt(event);
    const choice = region && question.choices.find((one) => one.region === region);
    if (choice) onToggle(choice.id);
  };
  return (
    <div class={`body-map${arms ? ' whole' : ''}${late ? ' late' : ''}`} aria-hidden="true">
      {sides.map((side) => {
        const shown = regions.flatMap((region) => {
          const path = regionPath(region, side);
          return path ? [{ region, path }] : [];
        });
        return (
          <div key={side}>
            <svg
              viewBox={viewBox}
              aria-hidden="true"
              onClick={toggleAt}
              onPointerOver={(event) => setOver(regionAt(event))}
              onPointerLeave={() => setOver(undefined)}
            >
              {side === 'front' && (
                <pattern id="hatch" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                  <path d="M5 0V10" />
                </pattern>
              )}
              {silhouette
                .slice(0, arms ? 3 : 2)
                .map(pathOf)
                .map((path) => (
                  <path key={path} class="quiet-body" d={path} />
                ))}
              {/* What is tapped beside a drawing belongs to it, but never what is drawn of another: so beneath them all.
                  The shortest come last, on top, as they need it most. */}
              {shown.map(({ region, path }) => (
                <path key={`${region} reach`} class="reach" data-region={region} d={path} stroke-width={2 * reach} />
              ))}
              {shown.map(({ region, path }) => (
                <g
                  key={region}
                  data-region={region}
                  class={`region${isTicked(region) ? ' ticked' : ''}${over === region ? ' over' : ''}`}
                >
                  <path d={path} />
                  {isTicked(region) && <path d={path} fill="url(#hatch)" />}
                </g>
              ))}
              <path class="lines" d={lines[side]} />
              <path class="lines" d={lines[side]} transform="scale(-1 1)" />
            </svg>
            <p>{side === 'front' ? words.bodyFront : words.bodyBack}</p>
          </div>
        );
      })}
    </div>
  );
}
