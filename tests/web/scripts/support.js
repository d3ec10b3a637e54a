// A small log, made with node:crypto alone: its tree by the recursive definition of RFC 6962, its
// notes signed by a key of its own.

import { createHash, generateKeyPairSync, sign, webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto; // Node.js 18 has it under another name

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafOf = (entry) => sha256(Buffer.of(0), Buffer.from(entry));
const base64 = (bytes) => Buffer.from(bytes).toString('base64');

function split(size) {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

export function rootOf(entries) {
  if (entries.length === 1) return leafOf(entries[0]);
  const half = split(entries.length);
  return sha256(Buffer.of(1), rootOf(entries.slice(0, half)), rootOf(entries.slice(half)));
}

export function pathOf(index, entries) {
  if (entries.length === 1) return [];
  const half = split(entries.length);
  return index < half ?
    [...pathOf(index, entries.slice(0, half)), rootOf(entries.slice(half))] :
    [...pathOf(index - half, entries.slice(half)), rootOf(entries.slice(0, half))];
}

export class Signer {
  constructor(name) {
    this.name = name;
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.privateKey = privateKey;
    this.typed = Buffer.concat([Buffer.of(1), Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url')]);
    this.id = sha256(Buffer.from(`${name}\n`), this.typed).subarray(0, 4);
  }

  get verifier() {
    return `${this.name}+${this.id.toString('hex')}+${base64(this.typed)}\n`;
  }

  line(text) {
    return `— ${this.name} ${base64(Buffer.concat([this.id, sign(null, Buffer.from(text), this.privateKey)]))}\n`;
  }
}

/// The receipt of entries[index], whose head these signers sign.
export function receiptOf(index, entries, ...signers) {
  const head = `${signers[0].name}\n${entries.length}\n${base64(rootOf(entries))}\n`;
  return ['c2sp.org/tlog-proof@v1', `extra ${base64(Buffer.from(entries[index]))}`, `index ${index}`,
    ...pathOf(index, entries).map(base64), '', head].join('\n') + '\n' +
    signers.map((signer) => signer.line(head)).join('');
}
