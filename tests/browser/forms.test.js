// Signing in with a browser, and what is recorded by forms.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults, launch, openPage, overflow, picture, visit } from './support/browser.js';
import { Daemon } from './support/daemon.js';

const action = '/subjects/action/duty-posts';

let daemon;
let browser;
const tokens = {};
before(async () => {
  daemon = await Daemon.withHistory({ open: false });
  for (const role of ['programme-manager', 'inspector']) tokens[role] = daemon.grant(role);
  // An action that work is going on on.
  for (const [type, day, data] of [
    ['action.proposed', '2025-03-03', { title: 'Fill the duty posts', findings: ['finding/edt-capacity'] }],
    ['action.agreed', '2025-03-10', { owner: 'person/head-of-edt', due: '2030-06-30' }],
    ['action.started', '2025-03-11', {}],
  ]) {
    await daemon.append({ id: type, type, subject: 'action/duty-posts', time: `${day}T09:00:00Z`,
      dataclassification: 'board', data });
  }
  await daemon.caughtUp();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await daemon?.stop();
});

// A page of somebody of this role who signed in and wanted to go to `path`.
async function signedIn(role, path, options) {
  const page = await openPage(browser, options);
  await page.goto(daemon.url + path);
  await page.getByLabel('Token').fill(tokens[role]);
  await page.getByRole('button', { name: 'Sign in with a token' }).click();
  await page.waitForURL(daemon.url + path);
  return page;
}

const eventsOf = async (page) => (await page.locator('.daybook-event').count());

async function openForm(page, label) {
  await page.locator('.daybook-acts a', { hasText: label }).click();
  await page.locator('main form').waitFor();
}

test('the page to sign in at is legible, and says why somebody is not signed in', async () => {
  const page = await openPage(browser);
  await page.goto(`${daemon.url}/findings?standing=open`);
  assert.equal(await page.locator('h1').innerText(), 'Sign in to Daybook');
  assert.deepEqual(await faults(page), []);
  await picture(page, 'sign-in', {});
  await page.getByLabel('Token').fill('daybook_wrong');
  await page.getByRole('button', { name: 'Sign in with a token' }).click();
  await page.getByRole('alert').waitFor();
  assert.deepEqual(await faults(page), []);
  await page.setViewportSize({ width: 320, height: 640 });
  assert.ok(await overflow(page) <= 0);
  await picture(page, 'sign-in-refused', {});
  await page.context().close();
});

test('who signed in goes on where they wanted to, and records progress', async () => {
  const page = await signedIn('programme-manager', action);
  const events = await eventsOf(page);
  await openForm(page, 'Record progress');
  assert.deepEqual(await faults(page), []);
  await picture(page, 'act');
  await page.locator('main form textarea, main form input[type=text]').first().fill('Two more were appointed');
  await page.locator('main form button').click();
  await page.waitForURL((url) => url.pathname === action);
  assert.equal(await eventsOf(page), events + 1);
  assert.match(await page.locator('main').innerText(), /Two more were appointed/);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a form that is sent twice is recorded once, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    const page = await signedIn('programme-manager', action, { javaScriptEnabled });
    const events = await eventsOf(page);
    await openForm(page, 'Record progress');
    await page.locator('main form textarea, main form input[type=text]').first().fill('Sent twice');
    await page.locator('main form button').dblclick();
    await page.locator('.daybook-trail').waitFor();
    assert.equal(new URL(page.url()).pathname, action);
    await page.reload();
    assert.equal(await eventsOf(page), events + 1);
    await page.context().close();
  });
}

test('a form that is sent again after a step back is recorded once, and other content is refused', async () => {
  const page = await signedIn('programme-manager', action);
  const events = await eventsOf(page);
  await openForm(page, 'Record progress');
  const field = page.locator('main form textarea, main form input[type=text]').first();
  const back = async (words) => {
    await page.goBack();
    await page.locator('main form').waitFor();
    await field.fill(words);
    await page.locator('main form button').click();
  };
  await field.fill('Sent, then back');
  await page.locator('main form button').click();
  await page.locator('.daybook-trail').waitFor();
  await back('Sent, then back');
  await page.locator('.daybook-trail').waitFor();
  assert.equal(await eventsOf(page), events + 1);
  await back('Something else');
  await page.locator('.govuk-error-summary').waitFor();
  assert.match(await page.locator('.govuk-error-summary').innerText(), /recorded already, and this is not the same/);
  assert.deepEqual(await faults(page), []);
  await page.context().close();
});

test('what breaks a rule is not recorded, and the form says which', async () => {
  const page = await signedIn('programme-manager', action);
  const events = await eventsOf(page);
  await openForm(page, 'Agree');
  await page.locator('main form button').click();
  const summary = page.locator('.govuk-error-summary');
  await summary.waitFor();
  assert.ok(await summary.evaluate((at) => at === document.activeElement), 'reading begins at what is wrong');
  assert.deepEqual(await faults(page), []);
  await picture(page, 'act-refused');
  await page.goto(daemon.url + action);
  assert.equal(await eventsOf(page), events);
  await page.context().close();
});

test('who sends a form after somebody else changed the subject is told, and asked to look', async () => {
  const [one, other] = [await signedIn('programme-manager', action), await signedIn('programme-manager', action)];
  await openForm(one, 'Record progress');
  await openForm(other, 'Record progress');
  for (const [page, words] of [[other, 'The other was first'], [one, 'Of what was there before']]) {
    await page.locator('main form textarea, main form input[type=text]').first().fill(words);
    await page.locator('main form button').click();
    await page.waitForLoadState();
  }
  await one.getByText('Somebody changed this meanwhile').first().waitFor();
  assert.deepEqual(await faults(one), []);
  await picture(one, 'act-overtaken');
  // What they wrote is still there, and can be sent.
  await one.locator('main form button').click();
  await one.waitForURL((url) => url.pathname === action);
  assert.match(await one.locator('main').innerText(), /Of what was there before/);
  await one.context().close();
  await other.context().close();
});

test('who may record nothing is offered nothing', async () => {
  const page = await signedIn('inspector', action);
  assert.equal(await page.locator('.daybook-acts').count(), 0);
  await visit(page, daemon.url + action);
  const answer = await page.goto(`${daemon.url}${action}/acts/action.progressed`);
  assert.equal(answer.status(), 403);
  assert.deepEqual(await faults(page), []);
  await picture(page, 'forbidden', {});
  await page.context().close();
});

test('who signs out is signed out', async () => {
  const page = await signedIn('inspector', action);
  await visit(page, `${daemon.url}/sign-in`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(daemon.url + action);
  assert.equal(await page.locator('h1').innerText(), 'Sign in to Daybook');
  await page.context().close();
});
