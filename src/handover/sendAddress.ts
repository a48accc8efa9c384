const thisComputer = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Where a clinic wants to be sent to, from the text of its setting; undefined when that is no address to trust with
 * answers. Only https; on a page of this computer, for a clinic that tries a receiver out, also http to this computer.
 * On the clinic's real site that would be the visitor's computer, and whatever listens there.
 */
export function sendAddress(text: string, page = globalThis.location?.hostname): URL | undefined {
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    return undefined;
  }
  const { protocol, hostname, username, password, href } = address;
  const here = protocol === 'http:' && thisComputer.includes(hostname) && (!page || thisComputer.includes(page));
  return (protocol === 'https:' || here) && !username && !password && !href.includes('#') ? address : undefined;
}
