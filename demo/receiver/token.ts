import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The least that an own token may have: what is shorter can be guessed. */
const shortest = 24;

/**
 * The token that lists, exports and deletes: `own` if there is one, else the one in the data folder, which is made at
 * the first start. Throws when a token could be guessed, or not be sent in a header.
 */
export function tokenFor(folder: string, own: string | undefined): { token: string; made: boolean; file?: string } {
  if (own !== undefined) return { token: checked(own, 'RECEIVER_TOKEN'), made: false };
  const file = join(folder, 'token');
  try {
    const token = checked(readFileSync(file, 'utf8').trim(), file);
    chmodSync(file, 0o600);
    return { token, made: false, file };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const token = randomBytes(32).toString('base64url');
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return { token, made: true, file };
}

function checked(token: string, where: string): string {
  if (token.length >= shortest && /^[\w.~+/=-]+$/.test(token)) return token;
  throw new Error(`${where}: a token has at least ${shortest} of A-Z a-z 0-9 . _ ~ + / = -`);
}
