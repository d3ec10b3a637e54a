// Every page, in a real browser: it opens, nothing is refused or complained of, and whoever reads it
// with a narrow window, on paper, with a screen reader or without scripts gets all of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { at, pages } from './pages.js';
import { faults, launch, openPage, overflow, picture, pictures, visit, weightOf } from './support/browser.js';
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

// Runs `use` with a page of its own, and expects that the browser has nothing to say about it.
async function withPage(options, use) {
  const page = await openPage(browser, options);
  try {
    await use(page);
    assert.deepEqual(page.complaints, []);
  } finally {
    await page.context().close();
  }
}

const headingOf = (page) => page.locator('h1').innerText();

for (const { name, path, heading } of pages) {
  test(`${name} opens, and axe finds nothing on screen and on paper`, async () => {
    await withPage({}, async (page) => {
      await visit(page, daemon.url + path);
      assert.match(await headingOf(page), heading instanceof RegExp ? heading : new RegExp(`^${heading}`));
      assert.equal(await page.locator('h1').count(), 1);
      await page.waitForTimeout(300); // charts
      await picture(page, name);
      assert.deepEqual(await faults(page), []);
      await page.emulateMedia({ media: 'print' });
      // Nobody touches paper.
      assert.deepEqual(await faults(page, { 'target-size': { enabled: false } }), []);
      assert.ok(await page.locator('.daybook-print-header').isVisible(), 'what it is of is printed');
      await page.pdf({ path: join(pictures, `${name}.pdf`), preferCSSPageSize: true });
    });
  });

  test(`${name} fits a window 320 pixels wide, and paper`, async () => {
    await withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
      await visit(page, daemon.url + path);
      await page.waitForTimeout(300);
      await picture(page, `${name}-narrow`);
      assert.ok(await overflow(page) <= 0, 'it scrolls sideways');
      assert.deepEqual(await faults(page), []);
      // A4 without its margins.
      await page.setViewportSize({ width: 688, height: 970 });
      await page.emulateMedia({ media: 'print' });
      assert.ok(await overflow(page) <= 0, 'paper is too narrow for it');
      await picture(page, `${name}-paper`);
    });
  });

  test(`${name} is complete without scripts`, async () => {
    let words;
    await withPage({}, async (page) => {
      await visit(page, daemon.url + path);
      words = await wordsOf(page);
    });
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await visit(page, daemon.url + path);
      // Each word that is there with scripts, but for what only scripts can do.
      const without = new Set(await wordsOf(page));
      assert.deepEqual(words.filter((word) => !without.has(word)), []);
    });
  });

  test(`${name} weighs less than 150 KB without charts`, async () => {
    await withPage({}, async (page) => {
      const bytes = await weightOf(page, daemon.url + path);
      assert.ok(bytes < 150_000, `${bytes} bytes`);
    });
  });

  test(`${name} keeps the cut in every link`, async () => {
    const cut = { at: '2025-02-28', known: '2040-01-01', audience: 'committee' };
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(daemon.url + at(path, cut));
      const links = await page.locator(kept).evaluateAll((all) => all.map((link) => link.href));
      const lost = links.filter((link) => leavesCut(link, cut));
      assert.deepEqual(lost, []);
      assert.ok(links.length > 5);
      const hidden = await page.locator('main form[method=get]').evaluateAll((forms) =>
        forms.map((form) => Object.fromEntries(new FormData(form))));
      for (const form of hidden) {
        for (const [key, value] of Object.entries(cut)) assert.equal(form[key], value);
      }
    });
  });
}

// All links but those whose purpose is another cut.
const kept = 'a[href]:not(.daybook-steps a):not(.daybook-cut a):not(.daybook-banner a):not([data-other-cut])';

function wordsOf(page) {
  return page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true);
    // What scripts make, and what says when the page was made.
    for (const other of copy.querySelectorAll(
      'svg, .daybook-chart__key, .daybook-verify__made, .daybook-print-header')) other.remove();
    return [...new Set(copy.textContent.split(/\s+/).filter(Boolean))];
  });
}

function leavesCut(link, cut) {
  const { pathname, searchParams, hash, origin } = new URL(link);
  if (hash !== '' && pathname === '/') return false;
  // What proves the book is the same at every cut.
  if (origin !== new URL(daemon.url).origin || /^\/v1\/(log|receipts|evidence|events\/[0-9]+$)|^\/(assets|health|metrics)/.test(pathname)) return false;
  return Object.entries(cut).some(([key, value]) => searchParams.get(key) !== value) && !hash;
}

test('a page that is not of now says so, in words that are seen, read out and printed', async () => {
  await withPage({}, async (page) => {
    await visit(page, daemon.url + at('/overview', { at: '2024-07-31', audience: 'public' }));
    const banner = page.getByRole('region', { name: 'Not now' });
    assert.match(await banner.innerText(), /31 July 2024.*the public/s);
    assert.deepEqual(await faults(page), []);
    await picture(page, 'overview-at-a-cut');
    await page.emulateMedia({ media: 'print' });
    assert.ok(await banner.isVisible());
  });
});

test('one steps from visit to visit, and back to now', async () => {
  await withPage({}, async (page) => {
    await visit(page, daemon.url + at('/findings', { at: '2024-07-31', known: '2040-01-01' }));
    await page.getByRole('link', { name: /As at the visit after/ }).click();
    const { searchParams } = new URL(page.url());
    assert.equal(searchParams.get('at'), '2025-01-22');
    assert.equal(searchParams.get('known'), '2040-01-01');
    await page.getByRole('link', { name: 'Back to now' }).click();
    await page.waitForURL((url) => !url.search.includes('at='));
    assert.equal(await page.locator('.daybook-banner').count(), 0);
  });
});

test('the cut that is picked is the cut that is shown', async () => {
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await visit(page, `${daemon.url}/findings?standing=open`);
    await page.locator('.daybook-cut summary').click();
    await page.getByLabel('As at', { exact: true }).fill('2024-07-31');
    await page.getByLabel('For', { exact: true }).selectOption('public');
    await page.getByRole('button', { name: 'Show' }).click();
    const { searchParams } = new URL(page.url());
    assert.equal(searchParams.get('at'), '2024-07-31');
    assert.equal(searchParams.get('audience'), 'public');
    assert.equal(searchParams.get('standing'), 'open', 'what was filtered stays so');
    await page.locator('.daybook-banner').waitFor();
  });
});

test('a page that is not there says so, in a page', async () => {
  const page = await openPage(browser);
  const answer = await page.goto(`${daemon.url}/subjects/finding/nobody-raised-this`);
  assert.equal(answer.status(), 404);
  assert.equal(await page.locator('h1').count(), 1);
  assert.deepEqual(await faults(page), []);
  await picture(page, 'not-found');
  await page.context().close();
});

test('colours of the reader are taken: forced colours, and no movement', async () => {
  await withPage({ forcedColors: 'active', reducedMotion: 'reduce' }, async (page) => {
    await visit(page, daemon.url);
    await picture(page, 'overview-forced-colours');
  });
});

test('four times enlarged a page still needs no scrolling sideways', async () => {
  // 1280 pixels at 400 % are 320 of the style sheet's.
  await withPage({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }, async (page) => {
    await visit(page, daemon.url);
    assert.ok(await overflow(page) <= 0);
  });
});

test('the two cuts of changes are beside each other, however narrow the window', async () => {
  for (const width of [320, 1280]) {
    await withPage({ viewport: { width, height: 800 } }, async (page) => {
      await visit(page, `${daemon.url}/changes?from_at=2024-07-31&at=2025-01-22`);
      const sides = page.locator('#changes tbody tr').first().locator('.daybook-side');
      const [before, after] = [await sides.nth(0).boundingBox(), await sides.nth(1).boundingBox()];
      assert.ok(Math.abs(before.y - after.y) < 1, 'in one line');
      assert.ok(before.x + before.width <= after.x + 1, 'the earlier first');
      if (width === 320) assert.ok(after.x + after.width <= width, 'read without scrolling');
      const row = page.locator('#changes').getByRole('row').nth(1);
      assert.equal(await row.getByRole('cell').count() > 2, true, 'it is a table to a screen reader');
    });
  }
});
