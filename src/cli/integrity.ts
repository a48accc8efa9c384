import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** Hashes by file, as browsers compare them (subresource integrity). */
export type Integrity = Record<string, string>;

/** The hash of each script, schema and flow in a release folder, by its path in it, in the order of the paths. */
export function integrityOf(release: string): Integrity {
  const files = readdirSync(release, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.js$|\.schema\.json$|^flows\/.*\.json$/.test(file))
    .sort();
  return Object.fromEntries(
    files.map((file) => [
      file,
      `sha384-${createHash('sha384')
        .update(readFileSync(`${release}/${file}`))
        .digest('base64')}`,
    ]),
  );
}

/** The tag that loads exactly this release's loader and no other file: a changed one is not run. */
function checkedTag(hashes: Integrity, version: string): string {
  return `<script async src="https://your.host/symptom-guide/${version}/symptom-guide.js"
        integrity="${hashes['symptom-guide.js']}" crossorigin="anonymous"
        data-clinic-name="Riverside Acupuncture" data-phone="+1 555 0100"
        data-booking="https://riverside.example/book" data-country="US"></script>`;
}

/** What the build prints: every hash, and the tag. */
export function integrityReport(hashes: Integrity, version: string): string {
  const width = Math.max(...Object.keys(hashes).map((file) => file.length));
  const lines = Object.entries(hashes).map(([file, hash]) => `${file.padEnd(width)}  ${hash}`);
  return [...lines, '', ...checkedTag(hashes, version).split('\n')].map((line) => `  ${line}`.trimEnd()).join('\n');
}

/** A Markdown text with the tag between its marks; throws when there are none. */
export function withCheckedTag(text: string, hashes: Integrity, version: string): string {
  const marks = /(<!-- integrity -->\n)[\s\S]*?(<!-- \/integrity -->)/;
  if (!marks.test(text)) throw new Error('The marks <!-- integrity --> and <!-- /integrity --> are missing.');
  return text.replace(
    marks,
    (_, start: string, end: string) => `${start}\n\`\`\`html\n${checkedTag(hashes, version)}\n\`\`\`\n\n${end}`,
  );
}
