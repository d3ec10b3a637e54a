// The SDK that CloudEvents' own project publishes, as a client: it emits events in every mode it has,
// and makes its events again of what the daemon gives.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import { Daemon } from '../browser/support/daemon.js';

const BATCH = 'application/cloudevents-batch+json';
const STAMPS = ['sequence', 'revision', 'recordedtime', 'authtype'];

const common = {
  source: '/sdk/office', type: 'case.noted', subject: 'case/7', time: '2026-03-02T09:30:00.125Z',
};
const eventOf = (more) => new CloudEvent({ ...common, ...more });

const nested = {
  title: 'Grüße, ✓ 😀',
  ключ: { list: [1.5, -3, null, true, { deep: ['"', '\\', '\n'] }] },
  none: {},
};
const sent = {
  structured: eventOf({
    id: 'structured', data: nested, office: 'Nørre ✓', floor: -7, urgent: true, closed: false,
    dataschema: 'https://example.org/note/1',
  }),
  binary: eventOf({ id: 'binary', data: nested, office: 'north, "2nd" floor', floor: 2, urgent: false }),
  batch: ['one', 'two'].map((id) => (
    eventOf({ id, data: [id], floor: 2147483647, time: '1999-12-31T23:59:59.000Z' }))),
  text: eventOf({ id: 'text', datacontenttype: 'text/plain', data: 'Ein Gruß ✓\nand a second line' }),
  bytes: eventOf({
    id: 'bytes', datacontenttype: 'application/octet-stream', data: new Uint8Array([0, 255, 7, 128]),
  }),
  bare: eventOf({ id: 'bare' }),
};
const inOrder = [sent.structured, sent.binary, ...sent.batch, sent.text, sent.bytes, sent.bare];

// What an event says. Headers have no kinds, so what went through them is text.
function said(event, { asText = false } = {}) {
  const json = JSON.parse(event.toString());
  for (const name of STAMPS) delete json[name];
  for (const [name, value] of Object.entries(json)) {
    if (asText && name !== 'data') json[name] = String(value);
  }
  // The default, and JSON's only charset: saying either adds nothing.
  const contentType = json.datacontenttype ?? 'application/json';
  json.datacontenttype = contentType === 'application/json; charset=utf-8' ? 'application/json' : contentType;
  return json;
}

const expected = () => inOrder.map((event) => said(event, { asText: event.id === 'binary' }));

let daemon;
let emit; // one for each mode
before(async () => {
  daemon = new Daemon();
  await daemon.listening();
  const transport = httpTransport(`${daemon.url}/v1/events`);
  const answer = async (reply) => {
    const { headers, body } = await reply;
    return { mediaType: headers['content-type'], ...JSON.parse(body) };
  };
  const structured = emitterFor(transport, { mode: Mode.STRUCTURED });
  const binary = emitterFor(transport); // its default
  emit = {
    structured: (event) => answer(structured(event)),
    binary: (event) => answer(binary(event)),
    batch: (events) => answer(transport({ headers: { 'content-type': BATCH }, body: JSON.stringify(events) })),
  };
});
after(() => daemon?.stop());

async function size() {
  return Number((await (await daemon.get('/v1/events?limit=1')).json()).position);
}

test('what the SDK emits is recorded, in every mode', async () => {
  const positions = [];
  for (const answer of [
    await emit.structured(sent.structured),
    await emit.binary(sent.binary),
    await emit.batch(sent.batch),
    await emit.binary(sent.text),
    await emit.binary(sent.bytes),
    await emit.structured(sent.bare),
  ]) {
    assert.equal(answer.mediaType, 'application/json', JSON.stringify(answer));
    positions.push(...answer.events.map(({ id, position }) => [id, position]));
  }
  assert.deepEqual(positions, inOrder.map(({ id }, position) => [id, String(position)]));
});

test('the SDK reads an event by its position and by its id', async () => {
  for (const [position, wanted] of expected().entries()) {
    for (const name of [position, wanted.id]) {
      const answer = await daemon.get(`/v1/events/${name}`);
      const event = HTTP.toEvent({ headers: Object.fromEntries(answer.headers), body: await answer.text() });
      assert.ok(event.validate());
      assert.deepEqual(said(event), wanted);
      assert.equal(Number(event.sequence), position);
    }
  }
});

test('the SDK reads the pages of a search as batches', async () => {
  const events = [];
  let next = '/v1/events?subject=case/7&limit=3';
  for (let pages = 0; next && pages < 5; ++pages) {
    const answer = await daemon.get(next);
    const page = await answer.json();
    assert.ok(page.events.length <= 3);
    const batch = { headers: { 'content-type': BATCH }, body: JSON.stringify(page.events) };
    events.push(...HTTP.toEvent(batch));
    next = answer.headers.get('link')?.match(/^<(.*)>; rel="next"$/)?.[1];
  }
  assert.deepEqual(events.map((event) => said(event)), expected());
});

test('the SDK reads lines', async () => {
  const answer = await fetch(`${daemon.url}/v1/events`, { headers: { Accept: 'application/x-ndjson' } });
  const lines = (await answer.text()).trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.equal(lines.pop().summary.count, String(inOrder.length));
  assert.deepEqual(lines.map((line) => said(new CloudEvent(line, true))), expected());
});

test('the SDK reads the stream: what there was, and what it emits meanwhile', async () => {
  const live = eventOf({ id: 'live', data: { while: 'streaming ✓' } });
  const events = [];
  const answer = await fetch(`${daemon.url}/v1/stream?from=0`, { signal: AbortSignal.timeout(30_000) });
  for await (const { event, id, data } of serverEvents(answer)) {
    if (event === 'caught-up') {
      assert.equal(events.length, inOrder.length);
      await emit.structured(live);
    } else if (event === 'entry') {
      assert.equal(id, String(events.length));
      events.push(said(new CloudEvent(JSON.parse(data), true)));
      if (events.length > inOrder.length) break;
    }
  }
  assert.deepEqual(events, [...expected(), said(live)]);
});

async function* serverEvents(answer) {
  let text = '';
  for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + piece).split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      yield Object.fromEntries(block.split('\n').map((line) => line.match(/^(\w*): ?(.*)$/).slice(1)));
    }
  }
}

test('an event that the SDK repeats is recorded once, whatever its mode', async () => {
  const held = await size();
  const note = eventOf({ id: 'repeated', datacontenttype: 'application/json', data: nested, office: 'north' });
  const first = (await emit.structured(note)).events;
  for (const again of [await emit.structured(note), await emit.binary(note), await emit.batch([note])]) {
    assert.deepEqual(again.events, [{ ...first[0], repeated: true }]);
  }
  const binary = (await emit.binary(sent.binary)).events[0];
  assert.deepEqual([binary.position, binary.repeated], ['1', true]);
  assert.equal(await size(), held + 1);
});

test('what is no event, or not one for the book, is refused and the SDK is told why', async () => {
  const held = await size();
  const loose = (more) => new CloudEvent({ ...common, id: 'refused', data: {}, ...more }, false);
  for (const [answer, status, pointers] of [
    [await emit.structured(loose({ type: undefined, officeName: 'x', place: { floor: 1 } })), 400,
      ['/officeName', '/place', '/type']],
    [await emit.structured(loose({ source: '/north office' })), 400, ['/source']],
    [await emit.structured(loose({ floor: 2147483648 })), 400, ['/floor']],
    [await emit.binary(loose({ specversion: '0.3' })), 400, ['/specversion']],
    // CloudEvents asks for no subject; a book does.
    [await emit.binary(eventOf({ id: 'refused', subject: undefined, data: {} })), 400, ['/subject']],
    [await emit.batch([eventOf({ id: 'good' }), loose({ subject: 'nowhere' })]), 400, ['/1/subject']],
    [await emit.structured(sent.structured.cloneWith({ data: 'other' })), 409, ['']],
  ]) {
    assert.equal(answer.mediaType, 'application/problem+json', JSON.stringify(answer));
    assert.equal(answer.status, status);
    assert.deepEqual(answer.errors.map(({ pointer }) => pointer), pointers);
  }
  assert.equal(await size(), held);
});
