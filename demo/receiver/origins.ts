/** A page's origin from what was written for `--origin`; undefined when it is none. `null` is a page opened as a file. */
export function originOf(text: string): string | undefined {
  if (text === 'null') return text;
  try {
    const { origin, protocol, href } = new URL(text);
    return /^https?:$/.test(protocol) && href === `${origin}/` ? origin : undefined;
  } catch {
    return undefined;
  }
}

/** Whether pages of an origin may post: those that were named, or all of this computer when none was. */
export function allowed(origins: readonly string[]): (origin: string) => boolean {
  if (origins.length > 0) return (origin) => origins.includes(origin);
  return (origin) => /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
}
