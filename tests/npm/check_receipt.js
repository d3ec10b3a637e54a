// Checks receipts with what the Sigstore project checks its own transparency log with, which shares
// no code with Daybook: the signatures of the checkpoint and the way from the entry to its root.
//
//   node check_receipt.js KEY… <receipts     (a JSON array of texts; the keys that may have signed)

'use strict';

const assert = require('node:assert');
const { createPublicKey } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { verifyCheckpoint } = require('@sigstore/verify/dist/timestamp/checkpoint');
const { verifyMerkleInclusion } = require('@sigstore/verify/dist/timestamp/merkle');

const X509_ED25519 = Buffer.from('302a300506032b6570032100', 'hex'); // RFC 8410

// A verifier key as Sigstore knows a log. It looks for a log by its id's first four bytes.
function logOf(key) {
  const [, id, ...encoded] = key.split('+'); // base64 may have a plus in it
  const typed = Buffer.from(encoded.join('+'), 'base64');
  assert.strictEqual(typed[0], 1, 'Ed25519');
  const der = Buffer.concat([X509_ED25519, typed.subarray(1)]);
  return {
    logID: Buffer.from(id, 'hex'),
    publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }),
    validFor: { start: new Date(0), end: new Date(8640000000000000) },
  };
}

// A receipt as an entry of Sigstore's log.
function entryOf(receipt) {
  const split = receipt.indexOf('\n\n');
  const [magic, extra, index, ...hashes] = receipt.slice(0, split).split('\n');
  assert.strictEqual(magic, 'c2sp.org/tlog-proof@v1');
  const checkpoint = receipt.slice(split + 2);
  const [, size, root] = checkpoint.split('\n');
  return {
    canonicalizedBody: Buffer.from(extra.slice('extra '.length), 'base64'),
    integratedTime: '0',
    inclusionProof: {
      logIndex: index.slice('index '.length),
      treeSize: size,
      rootHash: Buffer.from(root, 'base64'),
      hashes: hashes.map((hash) => Buffer.from(hash, 'base64')),
      checkpoint: { envelope: checkpoint },
    },
  };
}

function check(entry, logs) {
  verifyCheckpoint(entry, logs);
  verifyMerkleInclusion(entry);
}

const logs = process.argv.slice(2).map(logOf);
const receipts = JSON.parse(readFileSync(0, 'utf8'));
for (const receipt of receipts) {
  check(entryOf(receipt), logs);

  const changed = entryOf(receipt);
  changed.canonicalizedBody[0] ^= 1;
  assert.throws(() => check(changed, logs), 'a changed entry passes');

  const resized = entryOf(receipt);
  resized.inclusionProof.checkpoint.envelope =
    resized.inclusionProof.checkpoint.envelope.replace(/\n\d+\n/, '\n999999\n');
  assert.throws(() => check(resized, logs), 'a changed checkpoint passes');
}
console.log(`${receipts.length} receipts`);
