// The same pages of a programme of many years: still small, narrow enough and legible.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pages } from './pages.js';
import { faults, launch, openPage, overflow, picture, visit, weightOf } from './support/browser.js';
import { Daemon } from './support/daemon.js';

let daemon;
let browser;
before(async () => {
  daemon = await Daemon.withInvented(20_000);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await daemon?.stop();
});

// Axe finds nothing, also in a narrow window, and the browser has nothing to say. Closes the page.
async function expectLegible(page) {
  assert.deepEqual(await faults(page), []);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.waitForTimeout(300);
  assert.ok(await overflow(page) <= 0, 'it scrolls sideways');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
}

for (const { name, path } of pages.filter(({ path: each }) => !each.startsWith('/subjects/'))) {
  test(`${name} of 20,000 events weighs little, fits a narrow window, and axe finds nothing`, async () => {
    const page = await openPage(browser);
    const bytes = await weightOf(page, daemon.url + path);
    assert.ok(bytes < 150_000, `${bytes} bytes`);
    await picture(page, `large-${name}`, {});
    await expectLegible(page);
  });
}

test('a measure shows what it came to as a line beside its target, and as the table it is drawn from', async () => {
  const page = await openPage(browser);
  await visit(page, `${daemon.url}/measures`);
  await page.locator('#measures tbody th a').first().click();
  await page.locator('figure[data-chart=line] svg').waitFor();
  const periods = await page.locator('#values tbody tr').count();
  assert.ok(periods > 1 && periods <= 60, `${periods} periods`);
  assert.equal(await page.locator('figure[data-chart=line] svg [aria-label=line] path').count(), 2);
  await picture(page, 'large-measure');
  await expectLegible(page);
});

test('a table of many pages is sorted by the server, and its filter and cut go along', async () => {
  const page = await openPage(browser);
  await visit(page, `${daemon.url}/actions?colour=red&known=2090-01-01`);
  await page.locator('#actions thead a', { hasText: 'Due' }).last().click();
  assert.match(page.url(), /sort=/);
  await page.getByRole('link', { name: /Next/ }).click();
  const { searchParams } = new URL(page.url());
  assert.equal(searchParams.get('page'), '2');
  assert.equal(searchParams.get('colour'), 'red');
  assert.equal(searchParams.get('known'), '2090-01-01');
  assert.ok(await page.locator('#actions tbody tr').count() > 0);
  await page.context().close();
});
