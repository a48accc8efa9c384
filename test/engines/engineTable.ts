import type { Engine } from './engine.js';

/** What was done in one engine, and what was found wrong. */
type Row = { engine: string; version: string; pages: number; conversations: number; findings: number };

/** Counts for the table at the end of a test file. */
export class EngineTable {
  readonly #rows = new Map<string, Row>();

  /** The row of an engine, to count in. */
  of({ name, version }: Engine): Row {
    const row = this.#rows.get(name) ?? { engine: name, version, pages: 0, conversations: 0, findings: 0 };
    this.#rows.set(name, row);
    return row;
  }

  /** All rows as a table. */
  toString(): string {
    const head = ['engine', 'version', 'pages', 'conversations', 'findings'];
    const rows = [...this.#rows.values()].map((row) => Object.values(row).map(String));
    const widths = head.map((word, at) => Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0), word.length));
    const line = (row: string[]) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
    return [head, ...rows].map(line).join('\n');
  }
}
