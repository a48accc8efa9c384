import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

/** One budget: these built files together, brotli 11, in kB of 1,000 bytes. */
export type Budget = { name: string; files: (dist: string) => string[]; limit: number };

/** A built module and all that it imports without waiting: what a visitor downloads for it. */
function withImports(dist: string, file: string, found = new Set<string>()): string[] {
  if (found.has(file)) return [];
  found.add(file);
  const text = readFileSync(`${dist}/${file}`, 'utf8');
  for (const [, name] of text.matchAll(/(?:\bfrom|\bimport) ?["']\.\/([\w.-]+)["']/g))
    withImports(dist, `${file.slice(0, file.lastIndexOf('/'))}/${name}`, found);
  return [...found];
}

/** A module that is fetched later, with what it imports that the first download does not have already. */
function later(dist: string, file: string): string[] {
  const had = withImports(dist, 'chat/chat.js');
  return withImports(dist, file).filter((one) => !had.includes(one));
}

const flows = (dist: string) => readdirSync(`${dist}/flows`);

/** Every size that is promised (design §10). */
export function budgets(dist: string): Budget[] {
  return [
    { name: 'the loader, symptom-guide.js', files: () => ['symptom-guide.js'], limit: 4 },
    {
      name: 'all code until the first question',
      files: (dist) => ['symptom-guide.js', ...withImports(dist, 'chat/chat.js')],
      limit: 32,
    },
    // Some tenth above what they weigh: whoever needs more should know that they do.
    { name: 'once the first question is there', files: (dist) => later(dist, 'chat/parts.js'), limit: 17.2 },
    { name: 'events and analytics', files: (dist) => later(dist, 'chat/attend.js'), limit: 1.35 },
    { name: 'the search among topics', files: (dist) => later(dist, 'chat/search.js'), limit: 7 },
    { name: 'the consent to send', files: (dist) => later(dist, 'chat/SendForm.js'), limit: 5.7 },
    { name: 'answers as FHIR', files: (dist) => later(dist, 'chat/fhir.js'), limit: 5.4 },
    ...flows(dist).flatMap((flow) =>
      readdirSync(`${dist}/flows/${flow}`).map((file) => ({
        name: `flows/${flow}/${file}`,
        files: () => [`flows/${flow}/${file}`],
        limit: 14,
      })),
    ),
  ];
}

/** What a budget's files weigh, in kB, brotli 11. */
export function weigh(dist: string, budget: Budget): number {
  return budget
    .files(dist)
    .reduce((sum, file) => sum + brotliCompressSync(readFileSync(`${dist}/${file}`)).length / 1000, 0);
}

/** A line for each budget: name, size and limit. */
export function table(dist: string): string {
  return budgets(dist)
    .map((budget) => {
      const size = weigh(dist, budget);
      const mark = size > budget.limit ? '  OVER' : '';
      return `  ${budget.name.padEnd(36)} ${size.toFixed(2).padStart(6)} kB of ${budget.limit} kB, brotli${mark}`;
    })
    .join('\n');
}
