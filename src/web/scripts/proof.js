// Checks a receipt (C2SP tlog-proof) with WebCrypto: the same arithmetic as the daemon's, written
// again, so that a reader needs to believe only this page. No DOM.

const encoder = new TextEncoder();

export function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) throw new Error('not base64');
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function sameBytes(left, right) {
  return left.length === right.length && left.every((byte, i) => byte === right[i]);
}

function join(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', join(...parts)));
}

// RFC 6962, section 2.1.
export const leafHash = (entry) => sha256([0], entry);
export const nodeHash = (left, right) => sha256([1], left, right);

// Sizes and positions are BigInt: they have 64 bits.
function parseSize(text) {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(text)) throw new Error(`${text} is not a number`);
  return BigInt(text);
}

function parseHash(text) {
  const hash = fromBase64(text);
  if (hash.length !== 32) throw new Error('a hash has 32 bytes');
  return hash;
}

/// The parts of a receipt; `checkpoint` is a signed note. Throws an Error that says what is wrong.
export function parseReceipt(text) {
  const end = text.indexOf('\n\n');
  if (end < 0) throw new Error('it has no checkpoint');
  const [magic, extra, index, ...hashes] = text.slice(0, end).split('\n');
  if (magic !== 'c2sp.org/tlog-proof@v1') throw new Error('it is not a c2sp.org/tlog-proof@v1');
  if (!extra?.startsWith('extra ') || !index?.startsWith('index ')) {
    throw new Error('it names no entry');
  }
  return {
    entry: fromBase64(extra.slice('extra '.length)),
    index: parseSize(index.slice('index '.length)),
    hashes: hashes.map(parseHash),
    checkpoint: text.slice(end + 2),
  };
}

/// A signed note (C2SP signed-note): the text that is signed, and the lines that sign it.
export function parseNote(note) {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new Error('the checkpoint is not a signed note');
  const signatures = note.slice(end + 2, -1).split('\n').map((line) => {
    const found = /^— (\S+) (\S+)$/u.exec(line);
    const bytes = found ? fromBase64(found[2]) : [];
    if (bytes.length < 5) throw new Error('the checkpoint has a line that is no signature');
    return { name: found[1], id: toHex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) };
  });
  return { text: note.slice(0, end + 1), signatures };
}

/// The head of a log (C2SP tlog-checkpoint), from the text of a note.
export function parseCheckpoint(text) {
  const [origin, size, root] = text.split('\n');
  if (!origin || size === undefined || root === undefined) throw new Error('it is no checkpoint');
  return { origin, size: parseSize(size), root: parseHash(root) };
}

/// The Ed25519 keys among lines of verifier keys, whose ids are what they have to be.
export async function parseKeys(text) {
  const keys = [];
  for (const line of text.split('\n').map((each) => each.trim()).filter(Boolean)) {
    const [name, id, ...encoded] = line.split('+'); // base64 may have a plus in it
    const typed = fromBase64(encoded.join('+'));
    const hash = await sha256(encoder.encode(`${name}\n`), typed);
    if (id !== toHex(hash.subarray(0, 4))) throw new Error(`the key ${line} has another id`);
    if (typed[0] === 1 && typed.length === 33) keys.push({ name, id, key: typed.subarray(1) });
  }
  if (keys.length === 0) throw new Error('there is no Ed25519 key');
  return keys;
}

/// The root that an inclusion proof leads to, or undefined if it has not the length it must have.
export async function inclusionRoot(leaf, index, size, hashes) {
  if (index >= size) return undefined;
  let hash = leaf;
  let node = index;
  let used = 0;
  // Upward until the tree has one node; a last node without a sibling moves up as it is.
  for (let last = size - 1n; last > 0n; node >>= 1n, last >>= 1n) {
    if (node === last && (node & 1n) === 0n) continue;
    if (used === hashes.length) return undefined;
    const sibling = hashes[used++];
    hash = await ((node & 1n) !== 0n ? nodeHash(sibling, hash) : nodeHash(hash, sibling));
  }
  return used === hashes.length ? hash : undefined;
}

// Whether this browser's WebCrypto knows Ed25519.
export async function knowsEd25519() {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32).fill(1), 'Ed25519', false, ['verify']);
    return true;
  } catch (error) {
    // A point that is none is refused by another name, by those who know the curve.
    return error.name === 'DataError';
  }
}

async function signed(key, text, signature) {
  const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', imported, signature, encoder.encode(text));
}

/// Which of the keys signed the note, by id. One that is named and did not sign it fails it all:
/// then the answer is undefined.
export async function signersOf(note, keys) {
  const signers = [];
  for (const { name, id, bytes } of note.signatures) {
    const key = keys.find((each) => each.name === name && each.id === id);
    if (!key) continue;
    if (!(await signed(key.key, note.text, bytes))) return undefined;
    signers.push(key);
  }
  return signers;
}
