// The OpenAPI document that the daemon serves, by others' tools: Redocly's linter has nothing to say,
// and what the daemon answers is what the schemas in it say, by Ajv.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import ajv2020 from '@redocly/ajv/dist/2020.js';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Daemon } from '../browser/support/daemon.js';

let daemon;
let text;
let answers; // Gives what is wrong with an answer, by path, method, status and body.
before(async () => {
  daemon = await Daemon.withHistory();
  text = await (await fetch(`${daemon.url}/v1/openapi.json`)).text();
  const ajv = new ajv2020.default({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(JSON.parse(text), 'api');
  const inPointer = (name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
  answers = (path, method, status, type, body) => {
    const parts = ['paths', path, method, 'responses', String(status), 'content', type, 'schema'];
    const check = ajv.compile({ $ref: `api#/${parts.map(inPointer).join('/')}` });
    return check(body) ? [] : check.errors;
  };
});
after(() => daemon?.stop());

test('the linter finds no error and nothing to warn of', async () => {
  // What a form is answered with leads on: 303, and no 2xx.
  const config = await createConfig({ extends: ['recommended'], rules: { 'operation-2xx-response': 'off' } });
  const problems = await lintFromString({ source: text, absoluteRef: '/openapi.json', config });
  assert.deepEqual(problems.map(({ ruleId, message, location }) => (
    `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`)), []);
});

const answered = {
  '/v1/events': '/v1/events?limit=3',
  '/v1/events/{event}': '/v1/events/3',
  '/v1/subjects/{kind}/{id}': '/v1/subjects/finding/edt-capacity',
  '/v1/subjects/{kind}/{id}/events': '/v1/subjects/finding/edt-capacity/events',
  '/v1/subjects/{kind}/{id}/trail': '/v1/subjects/finding/edt-capacity/trail',
  '/v1/views/trail': '/v1/views/trail?subject=finding/edt-capacity',
  '/v1/views/changes': '/v1/views/changes?from_at=2024-07-31',
  '/v1/views/disclosures': '/v1/views/disclosures',
  '/v1/views/{view}': '/v1/views/status',
  '/v1/rules': '/v1/rules',
  '/v1/schemas': '/v1/schemas',
  '/v1/schemas/{type}': '/v1/schemas/finding.raised',
  '/v1/schemas/{type}/{version}': '/v1/schemas/finding.raised/1',
  '/v1/log/consistency': '/v1/log/consistency?old=10',
  '/v1/replay': '/v1/replay',
  '/v1/backups': '/v1/backups',
  '/health/live': '/health/live',
  '/health/ready': '/health/ready',
  '/': '/',
};

for (const [path, target] of Object.entries(answered)) {
  test(`what GET ${path} answers is what its schema says`, async () => {
    const answer = await fetch(daemon.url + target, { headers: { Accept: 'application/json' } });
    assert.equal(answer.status, 200);
    assert.deepEqual(answers(path, 'get', 200, 'application/json', await answer.json()), []);
  });
}

const append = (event) => fetch(`${daemon.url}/v1/events`, {
  method: 'POST', headers: { 'Content-Type': 'application/cloudevents+json' }, body: JSON.stringify(event) });

test('what an append is answered, and again, and what a fault is, is what their schemas say', async () => {
  const event = { specversion: '1.0', id: 'a', source: '/contract', type: 'case.noted', subject: 'case/1',
    time: '2026-03-02T09:30:00Z', data: {} };
  for (const status of [201, 200]) {
    const answer = await append(event);
    assert.equal(answer.status, status);
    assert.deepEqual(answers('/v1/events', 'post', status, 'application/json', await answer.json()), []);
  }
  const refused = await append({ specversion: '1.0' });
  assert.equal(refused.status, 400);
  const { $ref } = JSON.parse(text).paths['/v1/events'].post.responses['400'];
  assert.equal($ref, '#/components/responses/Malformed');
  const problem = await refused.json();
  assert.ok(problem.errors.length > 3);
  assert.deepEqual(answers('/v1/events', 'post', 201, 'application/json', problem).length > 0, true,
    'what is no such answer is noticed');
});
