import { fieldsOf, itemsOf, textOf } from './fields.js';

/** Which sources something rests on, to tick. */
export function SourceChecks({
  flow,
  id,
  chosen,
  onChange,
}: {
  flow: unknown;
  id: string;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const sources = itemsOf(fieldsOf(flow).sources).map(fieldsOf);
  const gone = chosen.filter((one) => !sources.some((source) => source.id === one));
  return (
    <fieldset class="field checks" id={id}>
      <legend>Sources it rests on</legend>
      <div class="check-list">
        {sources.map((source) => {
          const one = textOf(source.id);
          return (
            <label key={one}>
              <input
                type="checkbox"
                checked={chosen.includes(one)}
                onChange={({ currentTarget }) =>
                  onChange(currentTarget.checked ? [...chosen, one] : chosen.filter((other) => other !== one))
                }
              />
              {textOf(source.title)}
            </label>
          );
        })}
        {gone.map((one) => (
          <label key={one}>
            <input type="checkbox" checked onChange={() => onChange(chosen.filter((other) => other !== one))} />
            {one} (does not exist)
          </label>
        ))}
      </div>
      {sources.length === 0 && <p class="hint">There is no source yet: add one below “Sources” in the list.</p>}
    </fieldset>
  );
}
