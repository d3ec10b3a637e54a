// With the keyboard alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pages } from './pages.js';
import { launch, openPage, visit } from './support/browser.js';
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

const focused = (page) => page.evaluate(() => {
  const { activeElement: at } = document;
  const box = at.getBoundingClientRect();
  return { name: at.localName, words: at.innerText?.trim() ?? '', inMain: at.closest('main') !== null,
    seen: box.width > 1 && box.height > 1 };
});

for (const { name, path } of pages) {
  test(`${name}: the first stop leads past everything to the main part`, async () => {
    const page = await openPage(browser);
    await visit(page, daemon.url + path);
    await page.keyboard.press('Tab');
    assert.equal((await focused(page)).words, 'Skip to main content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const next = await focused(page);
    assert.ok(next.inMain || next.name === 'a', JSON.stringify(next));
    assert.equal(new URL(page.url()).hash, '#main');
    await page.context().close();
  });

  test(`${name}: every stop is seen, and none is a trap`, async () => {
    const page = await openPage(browser);
    await visit(page, daemon.url + path);
    const stops = await page.locator('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]').count();
    let inMain = false;
    for (let i = 0; i <= stops + 40; ++i) {
      await page.keyboard.press('Tab');
      const stop = await focused(page);
      if (stop.name === 'body') break; // all round
      assert.ok(stop.seen, JSON.stringify(stop));
      inMain ||= stop.inMain;
      assert.ok(i < stops + 40, 'it goes round and round');
    }
    assert.ok(inMain, 'nothing of the main part was come by');
    await page.context().close();
  });
}

test('a table is sorted from the keyboard', async () => {
  const page = await openPage(browser);
  await visit(page, `${daemon.url}/findings`);
  const head = page.locator('table[data-sortable] thead th').first();
  await head.locator('button').focus();
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  await page.keyboard.press('Space');
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  await page.context().close();
});
