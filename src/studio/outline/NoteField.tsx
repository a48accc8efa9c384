import type { Path } from '../../flow/parse.js';
import type { Fields } from './fields.js';
import { TextField } from './TextField.js';

/** The remarks of anything, which nobody but editors sees. */
export function NoteField({ path, value }: { path: Path; value: Fields }) {
  return (
    <>
      <TextField path={[...path, 'note']} label="Remarks, never shown" value={value.note} optional long />
      {value.todo !== undefined && (
        <TextField path={[...path, 'todo']} label="Still to do, never shown" value={value.todo} optional long />
      )}
    </>
  );
}
