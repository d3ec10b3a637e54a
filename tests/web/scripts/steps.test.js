import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Signer, receiptOf } from './support.js';
import { checkEntry, verdictOf } from '../../../src/web/scripts/steps.js';

const book = new Signer('example.org/book');
const entriesOf = (size) => Array.from({ length: size }, (_, i) => `{"id":"${i}"}`);

async function stepsOf(changed) {
  const entries = entriesOf(7);
  const asked = {
    entry: new TextEncoder().encode(entries[4]), position: '4',
    receipt: receiptOf(4, entries, book), keys: book.verifier, ...changed,
  };
  const steps = [];
  for await (const step of checkEntry(asked)) steps.push(step);
  return steps;
}

test('every entry of logs of every small size is verified', async () => {
  for (let size = 1; size <= 9; ++size) {
    const entries = entriesOf(size);
    for (let index = 0; index < size; ++index) {
      const steps = await stepsOf({
        entry: new TextEncoder().encode(entries[index]), position: String(index),
        receipt: receiptOf(index, entries, book),
      });
      assert.equal(verdictOf(steps), 'holds', `${index} of ${size}`);
    }
  }
});

test('an entry with one other byte is not', async () => {
  const steps = await stepsOf({ entry: new TextEncoder().encode('{"id":"5"}') });
  assert.equal(verdictOf(steps), 'fails');
  assert.equal(steps.length, 1);
});

test('an entry that is changed in the receipt, too, does not lead to the root', async () => {
  const entries = entriesOf(7);
  const entry = '{"id":"x"}';
  const receipt = receiptOf(4, entries, book)
    .replace(/^extra .*$/m, `extra ${Buffer.from(entry).toString('base64')}`);
  const steps = await stepsOf({ entry: new TextEncoder().encode(entry), receipt });
  assert.equal(verdictOf(steps), 'fails');
  assert.match(steps.at(-1).words, /do not lead/);
});

test('an entry at another position than the one asked for is not', async () => {
  assert.equal(verdictOf(await stepsOf({ position: '3' })), 'fails');
});

test('a head of another key, or that was changed, is not signed', async () => {
  const other = await stepsOf({ keys: new Signer(book.name).verifier });
  assert.match(other.at(-1).words, /is not signed by the key of example.org\/book/);

  const receipt = receiptOf(4, entriesOf(7), book).replace(/\n\n—/, '\nan extension\n\n—');
  const changed = await stepsOf({ receipt });
  assert.match(changed.at(-1).words, /is not signed/);
});

test('after a change of keys both have signed, and either is enough', async () => {
  const next = new Signer(book.name);
  const receipt = receiptOf(4, entriesOf(7), book, next);
  for (const keys of [book.verifier, next.verifier, book.verifier + next.verifier]) {
    assert.equal(verdictOf(await stepsOf({ receipt, keys })), 'holds');
  }
});

test('a signature of somebody unknown is told of and passed over', async () => {
  const receipt = receiptOf(4, entriesOf(7), book, new Signer('example.org/witness'));
  const steps = await stepsOf({ receipt });
  assert.equal(verdictOf(steps), 'holds');
  assert.match(steps.at(-1).words, /of a witness/);
});

test('what is no receipt, or no key, is said to be none', async () => {
  for (const receipt of ['', 'c2sp.org/tlog-proof@v1\n\n', '<html>\n\n</html>\n\nx\n']) {
    assert.equal(verdictOf(await stepsOf({ receipt })), 'fails');
  }
  assert.equal(verdictOf(await stepsOf({ keys: '' })), 'fails');
  assert.match((await stepsOf({ keys: book.verifier.replace('book', 'cook') }))[0].words, /another id/);
});

test('where a browser does not know Ed25519 it is left open, in words', async (t) => {
  const subtle = crypto.subtle;
  t.mock.method(subtle, 'importKey', async () => {
    throw new DOMException('Unrecognized name', 'NotSupportedError');
  });
  const steps = await stepsOf({});
  assert.equal(verdictOf(steps), 'open');
  assert.match(steps.at(-1).words, /cannot check Ed25519/);
});
