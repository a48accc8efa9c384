/**
 * Where a clinic wants to be sent to, from the text of its setting; undefined when that is no address to trust with
 * answers. Only https, or http on the computer that the page is on, for a clinic that tries a receiver out.
 */
export function sendAddress(text: string): URL | undefined {
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    return undefined;
  }
  const { protocol, hostname, username, password, href } = address;
  const here = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || here) && !username && !password && !href.includes('#') ? address : undefined;
}
