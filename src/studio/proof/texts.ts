import type { TextChanges, Texts } from './messages.js';

/** What has to be told of an edition to who knows another one, or none. */
export function changesSince(before: Texts | undefined, now: Texts): TextChanges {
  const files = new Map<string, string | undefined>();
  for (const [file, text] of now.files) if (before?.files.get(file) !== text) files.set(file, text);
  for (const file of before?.files.keys() ?? []) if (!now.files.has(file)) files.set(file, undefined);
  const same = before !== undefined && before.saved === now.saved;
  return { edition: now.edition, name: now.name, files, ...(same ? {} : { saved: { text: now.saved } }) };
}

/** The edition that comes of these changes. */
export function changed(before: Texts | undefined, { edition, name, files, saved }: TextChanges): Texts {
  const all = new Map(before?.files);
  for (const [file, text] of files)
    if (text === undefined) all.delete(file);
    else all.set(file, text);
  return { edition, name, files: all, saved: saved ? saved.text : before?.saved };
}
