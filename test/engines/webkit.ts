import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Builder, Key, Origin, type WebDriver } from 'selenium-webdriver';
import { installed } from '../browser/setup.js';
import type { Engine, Size } from './engine.js';

/** WebKitGTK's driver, the small browser that comes with WebKitGTK, and a screen for it. */
type Parts = { driver: string; binary: string; screen: string };

/** What of WebKitGTK is installed; nothing unless all of it is. */
export function findWebKit(): Parts | undefined {
  const driver = installed('WebKitWebDriver');
  const screen = installed('Xvfb');
  const folders = ['/usr/libexec', '/usr/lib', ...list('/usr/lib')];
  const binary = folders
    .flatMap((folder) => ['webkitgtk-6.0', 'webkit2gtk-4.1'].map((version) => join(folder, version, 'MiniBrowser')))
    .find((file) => existsSync(file));
  return driver && screen && binary ? { driver, screen, binary } : undefined;
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

const keys = { Tab: Key.TAB, Enter: Key.ENTER, Escape: Key.ESCAPE, Space: Key.SPACE };

/** Starts WebKitGTK's own browser on a screen that nobody sees; it is driven by W3C WebDriver. */
export async function startWebKit(): Promise<Engine> {
  const parts = findWebKit();
  if (!parts) throw new Error('WebKitGTK is not installed.');
  const started: ChildProcess[] = [];
  const stop = () => {
    for (const process of started.splice(0)) process.kill();
  };
  process.once('exit', stop);
  const screen = spawn(parts.screen, ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(screen);
  // It says which number it took.
  const display = `:${String((await once(screen.stdout, 'data'))[0]).trim()}`;
  const port = await freePort();
  const { WAYLAND_DISPLAY: _, ...env } = process.env;
  started.push(
    spawn(parts.driver, [`--port=${port}`], {
      // Without compositing, a click takes a twentieth of the time.
      env: { ...env, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
      stdio: 'ignore',
    }),
  );
  const server = `http://127.0.0.1:${port}`;
  await answers(`${server}/status`);

  let driver: WebDriver | undefined;
  const session = () =>
    new Builder()
      .usingServer(server)
      .withCapabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: parts.binary, args: ['--automation'] },
      })
      .build();
  const current = () => {
    if (!driver) throw new Error('No page is open.');
    return driver;
  };
  const click = (x: number, y: number) =>
    current().actions({ async: true }).move({ x, y, origin: Origin.VIEWPORT, duration: 0 }).press().release().perform();
  const setSize = async ({ width, height }: Size) => {
    await current().manage().window().setRect({ x: 0, y: 0, width, height });
    for (let tries = 0; tries < 100; tries++) {
      const [w, h] = await current().executeScript<[number, number]>('return [innerWidth, innerHeight]');
      if (w === width && h === height) return;
      await pause(20);
    }
    throw new Error(`WebKit's window does not get ${width} × ${height}.`);
  };
  const quit = async () => {
    await driver?.quit();
    driver = undefined;
  };

  driver = await session();
  const version = (await driver.getCapabilities()).getBrowserVersion() ?? '';
  return {
    name: 'webkit',
    version,
    async open(url, size) {
      await quit();
      driver = await session();
      // Its first window has a tool bar and cannot be as narrow as a phone; one that a page opens can.
      await driver.get(
        `data:text/html,<button onclick="open('about:blank','','noopener,popup,width=${size.width},height=${size.height}')">Open`,
      );
      await click(20, 20);
      const first = await driver.getWindowHandle();
      let own: string | undefined;
      for (let tries = 0; !own && tries < 100; tries++) {
        own = (await driver.getAllWindowHandles()).find((handle) => handle !== first);
        await pause(20);
      }
      if (!own) throw new Error('WebKit opens no window.');
      await driver.switchTo().window(own);
      await setSize(size);
      await driver.get(url);
    },
    go: (url) => current().get(url),
    reload: () => current().navigate().refresh(),
    evaluate: (expression) => current().executeScript(`return ${expression}`),
    click,
    key: (key) =>
      current()
        .actions()
        .sendKeys(keys[key as keyof typeof keys] ?? key)
        .perform(),
    setSize,
    async screenshot(file) {
      writeFileSync(file, await current().takeScreenshot(), 'base64');
    },
    async close() {
      await quit();
      process.off('exit', stop);
      stop();
    },
  };
}

/** A port that nothing listens at. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Waits until a server answers at this address. */
async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error('WebKitWebDriver does not start.');
}
