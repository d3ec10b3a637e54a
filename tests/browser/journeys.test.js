// What five roles come for, each with a token of its own.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults, launch, openPage, picture, visit } from './support/browser.js';
import { Daemon } from './support/daemon.js';

let daemon;
let browser;
before(async () => {
  daemon = await Daemon.withHistory({ open: false });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await daemon?.stop();
});

// Runs `use` with a page of somebody of this role, and expects that the browser has no complaint.
async function as(role, use) {
  const page = await openPage(browser, { extraHTTPHeaders: { Authorization: `Bearer ${daemon.grant(role)}` } });
  try {
    await use(page);
    assert.deepEqual(page.complaints, []);
  } finally {
    await page.context().close();
  }
}

const follow = (page, name) => page.locator('main').getByRole('link', { name }).first().click();
const section = (page, name) => page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();

test('a director sees where things stand, steps back to the visit before, and what changed since', async () => {
  await as('director', async (page) => {
    await visit(page, daemon.url);
    assert.match(await page.locator('main').innerText(), /Inadequate/);
    await page.getByRole('link', { name: /As at the visit before/ }).click();
    await page.getByRole('region', { name: 'Not now' }).waitFor();
    await page.getByRole('link', { name: 'Back to now' }).click();
    await section(page, 'Changes');
    await page.locator('#changes tbody tr').first().waitFor();
    await picture(page, 'journey-director', {});
  });
});

test('a scrutiny officer gets from the Overview to who said so in two clicks, and sees no more than the committee', async () => {
  await as('scrutiny-officer', async (page) => {
    await visit(page, daemon.url);
    await follow(page, /findings open/);
    await follow(page, /emergency duty team/);
    assert.match(await page.locator('main').innerText(), /By Ofsted.*Source paragraph 2\.9/s);
    await page.locator('.daybook-cut summary').click();
    const audiences = await page.getByLabel('For', { exact: true }).locator('option').evaluateAll((all) =>
      all.map(({ value }) => value));
    assert.deepEqual(audiences, ['committee', 'public']);
    await page.emulateMedia({ media: 'print' });
    assert.match(await page.locator('.daybook-print-header').innerText(), /committee/);
    await picture(page, 'journey-scrutiny-officer');
  });
});

test('an inspector asks what is missing, and verifies an event in their own browser', async () => {
  await as('inspector', async (page) => {
    await visit(page, daemon.url);
    await section(page, 'Readiness');
    await follow(page, /emergency duty team/);
    await page.locator('.daybook-trail').getByRole('link', { name: /^Event \d+$/ }).first().click();
    await page.getByRole('button', { name: 'Verify in this browser' }).click();
    assert.match(await page.locator('.daybook-verify__verdict').innerText(), /^Verified/);
    assert.deepEqual(await faults(page), []);
    await picture(page, 'journey-inspector');
  });
});

test('the chair of a board looks at actions, by their colour', async () => {
  await as('board-chair', async (page) => {
    await visit(page, daemon.url);
    await section(page, 'Actions');
    await page.locator('.daybook-search summary').click();
    await page.getByLabel('Colour', { exact: true }).selectOption('amber');
    await page.getByRole('button', { name: 'Filter' }).click();
    assert.equal(new URL(page.url()).searchParams.get('colour'), 'amber');
    assert.equal(await page.locator('#actions tbody tr').count(), 1);
    await picture(page, 'journey-board-chair', {});
  });
});

test('an auditor searches, and sees who looked', async () => {
  await as('internal-auditor', async (page) => {
    await visit(page, daemon.url);
    await section(page, 'Events');
    await page.getByLabel('With the text', { exact: true }).fill('duty team');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.locator('main tbody tr').first().waitFor();
    await section(page, 'Integrity');
    await page.getByLabel('Event', { exact: true }).fill('49');
    await page.getByRole('button', { name: 'Show its proof' }).click();
    await page.getByRole('button', { name: 'Verify in this browser' }).click();
    assert.match(await page.locator('.daybook-verify__verdict').innerText(), /^Verified/);
    await section(page, 'Who looked');
    await picture(page, 'journey-auditor', {});
  });
});

test('somebody without a token is told so, in a page that is legible', async () => {
  const page = await openPage(browser);
  const answer = await page.goto(`${daemon.url}/overview`);
  assert.ok([200, 401].includes(answer.status()), String(answer.status()));
  assert.equal(await page.locator('h1').count(), 1);
  assert.deepEqual(await faults(page), []);
  await picture(page, 'nobody', {});
  await page.context().close();
});
