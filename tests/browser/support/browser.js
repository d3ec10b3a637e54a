// Debian's Chromium, and what every page is held to in it.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../npm/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/// Where pictures are kept.
export const pictures = process.env.DAYBOOK_PICTURES ?? 'build/pictures';
mkdirSync(pictures, { recursive: true });

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Root has no sandbox, and what is opened here is only our own.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

/// A page that notes in `complaints` what the browser says of it, a breach of its policy included.
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text());
  });
  page.on('pageerror', (error) => page.complaints.push(error.message));
  return page;
}

/// Opens a page, which must be there and have no complaint.
export async function visit(page, url) {
  const answer = await page.goto(url, { waitUntil: 'load' });
  assert.equal(answer.status(), 200, url);
  return answer;
}

/// What axe finds, in one line each, by its rules as changed by `rules`.
export async function faults(page, rules = {}) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((changed) => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: changed,
  }), rules);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary ?? ''}`));
}

/// How much wider than the window the page is, in pixels.
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/// Bytes of the bodies that a page comes to, as they were sent, without charts.
export async function weightOf(page, url) {
  const answers = [];
  const note = (answer) => answers.push(answer);
  page.on('response', note);
  await visit(page, url);
  page.off('response', note);
  let bytes = 0;
  for (const answer of answers) {
    if (/\/chart\.|^data:|\/v1\/stream/.test(answer.url())) continue;
    bytes += (await answer.request().sizes()).responseBodySize;
  }
  return bytes;
}

export function picture(page, name, options = { fullPage: true }) {
  return page.screenshot({ path: join(pictures, `${name}.png`), ...options });
}
