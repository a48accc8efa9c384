import { isIPv6 } from 'node:net';
import { expandIPv6 } from 'hono/utils/ipaddr';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** How much is taken in a minute, and how much is kept. */
export type Limits = {
  /** Posts from one address: a visitor tries three times, and a waiting room may share an address. */
  fromOne: number;
  /** Posts from everybody. */
  fromAll: number;
  /** Wrong tokens from one address. */
  wrongTokens: number;
  /** Submissions that are kept, so that posts that nobody means cannot fill the disk. */
  kept: number;
};

export const usualLimits: Limits = { fromOne: 10, fromAll: 120, wrongTokens: 10, kept: 5000 };

/** Counts in memory. Each function takes one from the limit and tells after how many seconds to come back; 0: go on. */
export function limiters({ fromOne, fromAll, wrongTokens }: Omit<Limits, 'kept'>) {
  const one = new RateLimiterMemory({ points: fromOne, duration: 60 });
  const all = new RateLimiterMemory({ points: fromAll, duration: 60 });
  const tokens = new RateLimiterMemory({ points: wrongTokens, duration: 60 });
  return {
    // Who is over the own limit takes nothing from that of the others.
    post: async (address: string) => (await take(one, network(address))) || (await take(all, 'all')),
    wrongToken: (address: string) => take(tokens, network(address)),
    /** As the others, without taking. */
    guesses: async (address: string) => {
      const used = await tokens.get(network(address));
      return used && used.consumedPoints >= wrongTokens ? seconds(used) : 0;
    },
  };
}

async function take(limiter: RateLimiterMemory, key: string): Promise<number> {
  return limiter.consume(key).then(
    () => 0,
    (refused: RateLimiterRes) => seconds(refused),
  );
}

const seconds = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000));

/** One household has one address of IPv4, but 2^64 of IPv6: what is in front of those is counted. */
function network(address: string): string {
  const [, plain = address] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  return isIPv6(plain) ? expandIPv6(plain).slice(0, 19) : plain;
}
