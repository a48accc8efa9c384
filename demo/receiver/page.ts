import { Hono } from 'hono';
import css from './page/page.css?raw';
import html from './page/page.html?raw';
import js from './page/page.js?raw';

/** Nothing but its own two files, and no text becomes code: what is shown was written by strangers. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The page on which a practice reads what came. It holds nothing until somebody types the token. */
export function page(): Hono {
  const app = new Hono();
  app.get('/', (c) => c.html(html, 200, { 'Content-Security-Policy': policy }));
  app.get('/page.js', (c) => c.body(js, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  app.get('/page.css', (c) => c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  return app;
}
