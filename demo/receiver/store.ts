import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { createClient, type Row } from '@libsql/client';
import type { Submission } from '../../src/handover/submission.js';

/** A submission as it is kept: `id` counts up in the order of arrival, `received` is an ISO time. */
export type Stored = { id: number; received: string; submission: Submission };

/** Where submissions are kept: one SQLite file, which nobody but its owner can read. */
export type Store = Awaited<ReturnType<typeof openStore>>;

/** Opens the store in a folder, and makes it when there is none. Rejects when the file cannot be written. */
export async function openStore(folder: string) {
  const file = join(folder, 'submissions.db');
  // One connection: what is set below holds for all that is done.
  const db = createClient({ url: pathToFileURL(file).href, concurrency: 1 });
  // What is deleted is overwritten, and not only forgotten.
  await db.execute('PRAGMA secure_delete = ON');
  await db.execute(`CREATE TABLE IF NOT EXISTS submissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    received TEXT NOT NULL,
    urgent INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT`);
  chmodSync(file, 0o600);

  const select = 'SELECT id, received, body FROM submissions';
  const stored = ({ id, received, body }: Row): Stored => ({
    id: Number(id),
    received: String(received),
    submission: JSON.parse(String(body)),
  });
  const get = async (key: string) => {
    const { rows } = await db.execute({ sql: `${select} WHERE key = ?`, args: [key] });
    return rows[0] && stored(rows[0]);
  };

  return {
    /** Keeps a submission once, however often and however simultaneously it comes. */
    async add(submission: Submission, received: string): Promise<'stored' | 'known' | 'another'> {
      const { rowsAffected } = await db.execute({
        sql: 'INSERT INTO submissions (key, received, urgent, body) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING',
        args: [submission.key, received, isUrgent(submission) ? 1 : 0, JSON.stringify(submission)],
      });
      if (rowsAffected > 0) return 'stored';
      return isDeepStrictEqual((await get(submission.key))?.submission, submission) ? 'known' : 'another';
    },

    get,

    /** The newest first; `before` is the id of the last one that was had. */
    async list({ limit, before }: { limit: number; before?: number | undefined }) {
      const { rows } = await db.execute({
        sql: `${select} WHERE id < ? ORDER BY id DESC LIMIT ?`,
        args: [before ?? Number.MAX_SAFE_INTEGER, limit],
      });
      return rows.map(stored);
    },

    /** All of them, the newest first, for an export. */
    async all() {
      return (await db.execute(`${select} ORDER BY id DESC`)).rows.map(stored);
    },

    /** How many there are, and how many of them are urgent. */
    async count() {
      const { rows } = await db.execute('SELECT count(*) AS total, total(urgent) AS urgent FROM submissions');
      return { total: Number(rows[0]?.total), urgent: Number(rows[0]?.urgent) };
    },

    /** Whether there was one to delete. */
    async remove(key: string) {
      return (await db.execute({ sql: 'DELETE FROM submissions WHERE key = ?', args: [key] })).rowsAffected > 0;
    },

    /** Deletes what came before an ISO time, and tells how many that were. */
    async removeBefore(time: string) {
      return (await db.execute({ sql: 'DELETE FROM submissions WHERE received < ?', args: [time] })).rowsAffected;
    },

    close: () => db.close(),
  };
}

/** Whether somebody should look at it today. */
export const isUrgent = ({ outcome: { urgency } }: Submission) => urgency === 'emergency' || urgency === 'urgent';
