// What scripts add: sorting, following the book, checking it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults, launch, openPage, picture, visit } from './support/browser.js';
import { Daemon } from './support/daemon.js';

let daemon;
let browser;
before(async () => {
  daemon = await Daemon.withHistory();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await daemon?.stop();
});

const firstColumn = (page) => page.locator('#findings tbody th').allInnerTexts();

test('a table sorts where it stands, and its address says how', async () => {
  const page = await openPage(browser);
  await visit(page, `${daemon.url}/findings`);
  const head = page.locator('#findings thead th').first();
  await head.locator('button').click();
  const up = await firstColumn(page);
  assert.equal(new URL(page.url()).searchParams.get('sort'), 'title');
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  await head.locator('button').click();
  assert.deepEqual(await firstColumn(page), [...up].reverse());
  assert.equal(new URL(page.url()).searchParams.get('sort'), '-title');
  const exported = await page.locator('a', { hasText: 'CSV' }).first().getAttribute('href');
  assert.match(exported, /sort=-title/);
  // The server sorts as the browser did.
  await page.reload();
  assert.deepEqual(await firstColumn(page), [...up].reverse());
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a page that is looked at follows the book', async () => {
  const page = await openPage(browser);
  await visit(page, `${daemon.url}/actions`);
  await page.waitForTimeout(500); // the stream is open
  await daemon.append({ id: 'live-1', type: 'action.proposed', subject: 'action/shown-at-once',
    time: '2025-03-03T09:00:00Z', data: { title: 'Shown at once', findings: ['finding/edt-capacity'] } });
  await page.locator('main', { hasText: 'Shown at once' }).waitFor();
  assert.match(await page.locator('.daybook-live').innerText(), /The book has changed/);
  assert.equal(await page.locator('.daybook-live').getAttribute('role'), 'status');
  // What a script made of the first main part, it makes of the next.
  await page.locator('#actions thead button').first().waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('whoever is in the middle of something is told, and not disturbed', async () => {
  const page = await openPage(browser);
  await visit(page, `${daemon.url}/findings`);
  await page.waitForTimeout(500);
  await page.locator('#findings thead button').first().click();
  await daemon.append({ id: 'live-2', type: 'finding.raised', subject: 'finding/told-of',
    time: '2025-03-03T09:00:00Z', data: { kind: 'strength', title: 'Told of', visit: 'visit/2025-01',
      verbatim: 'told of' } });
  await page.locator('.daybook-live', { hasText: 'The book has changed: show' }).waitFor();
  assert.equal(await page.locator('main', { hasText: 'Told of' }).count(), 0);
  await picture(page, 'findings-changed', {});
  await page.locator('.daybook-live a').click();
  await page.locator('main', { hasText: 'Told of' }).waitFor();
  await page.context().close();
});

test('a cut of what was known is not followed', async () => {
  const page = await openPage(browser);
  let streams = 0;
  page.on('request', (request) => { streams += request.url().includes('/v1/stream') ? 1 : 0; });
  await visit(page, `${daemon.url}/findings?known=2040-01-01`);
  await page.waitForTimeout(500);
  assert.equal(streams, 0);
  await page.context().close();
});

async function verify(page) {
  await page.locator('section[data-verify] button').first().click();
  const verdict = page.locator('.daybook-verify__verdict').first();
  await verdict.waitFor();
  return verdict.innerText();
}

for (const path of ['/events/9', '/integrity?entry=9']) {
  test(`${path}: an entry is verified in this browser`, async () => {
    const page = await openPage(browser);
    await visit(page, daemon.url + path);
    assert.match(await verify(page), /^Verified in this browser/);
    assert.equal(await page.locator('.daybook-verify__mark--holds').count(), 4);
    assert.deepEqual(await faults(page), []);
    await picture(page, `verified${path.replaceAll(/\W/g, '-')}`);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}

// Lets the answer of `address` through with what `change` makes of its bytes.
function tamper(page, address, change) {
  return page.route(address, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: change(await answer.body()) });
  });
}

const flip = (bytes, at) => {
  const changed = Buffer.from(bytes);
  changed[at] ^= 1;
  return changed;
};

for (const [what, address, change] of [
  ['a byte of the entry', '**/v1/events/9', (bytes) => flip(bytes, 40)],
  ['a byte of the entry in the receipt', '**/v1/receipts/9', (bytes) => flip(bytes, 60)],
  ['a byte of the signature', '**/v1/receipts/9', (bytes) => flip(bytes, bytes.length - 12)],
  ['the key', '**/v1/log/key', () =>
    'localhost/other+00000000+AW29zt5OUmEkA2dmIh4d3uYPrEVMZFvPVWTxOsSvtVWf\n'],
]) {
  test(`with ${what} changed on the way it is NOT verified`, async () => {
    const page = await openPage(browser);
    await tamper(page, address, change);
    await visit(page, `${daemon.url}/events/9`);
    assert.match(await verify(page), /^NOT verified/);
    await page.context().close();
  });
}
