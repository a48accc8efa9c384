const names = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion', 'quintillion'];

/** A number of conversations as people say it: "35 quadrillion"; beyond names, how many digits it has. */
export function inWords(amount: bigint): string {
  const exact = exactly(amount);
  const groups = exact.split(',');
  if (groups.length < 3) return exact;
  const name = names[groups.length - 1];
  if (!name) return `a number of ${amount.toString().length} digits`;
  return `${groups[0]} ${name}`;
}

/** All digits of a number, in groups of three. */
export const exactly = (amount: bigint): string => amount.toLocaleString('en');

/** How much of all this is, in words: "12 %", "less than 0.1 %", "none". */
export function share(part: bigint, of: bigint): string {
  if (part === 0n || of === 0n) return 'none';
  const perMille = Number((part * 10_000n) / of) / 100;
  if (perMille < 0.1) return 'less than 0.1 %';
  if (perMille > 99.9 && part < of) return 'more than 99.9 %';
  return `${perMille >= 10 ? Math.round(perMille) : perMille.toFixed(1)} %`;
}
