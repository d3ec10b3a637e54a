// The steps of "verify in this browser", each with what it found, in words. No DOM.

import {
  inclusionRoot, knowsEd25519, leafHash, parseCheckpoint, parseKeys, parseNote, parseReceipt,
  sameBytes, signersOf, toHex,
} from './proof.js';

// `holds` is true, false, or undefined where it could not be checked.
const step = (holds, words) => ({ holds, words });

function readReceipt(text) {
  const receipt = parseReceipt(text);
  const note = parseNote(receipt.checkpoint);
  return { receipt, note, head: parseCheckpoint(note.text) };
}

async function ofSignature(note, head, keys) {
  if (!(await knowsEd25519())) {
    return step(undefined, 'This browser cannot check Ed25519 signatures. The head is not proven to be ' +
      'the book’s: the command “daybook verify”, or a newer browser, can check it.');
  }
  const signers = await signersOf(note, keys);
  const own = signers?.filter((key) => key.name === head.origin) ?? [];
  if (own.length === 0) {
    return step(false, `The head is not signed by the key of ${head.origin}.`);
  }
  const others = note.signatures.length - signers.length;
  const witnesses = others === 0 ? '' : others === 1 ?
    ' Another signature, of a witness, is on it and was not checked here.' :
    ` ${others} other signatures, of witnesses, are on it and were not checked here.`;
  return step(true, `The head is signed by the key ${own.map((key) => `${key.name}+${key.id}`)
    .join(' and ')} (Ed25519).${witnesses}`);
}

/// Checks that `entry` (bytes) is at `position` (a decimal text) of the book whose keys are `keys`
/// (lines), by `receipt` (text). Yields steps as they are done, and no more after one that fails.
export async function* checkEntry({ entry, position, receipt: text, keys: lines }) {
  let read;
  let keys;
  try {
    read = readReceipt(text);
    keys = await parseKeys(lines);
  } catch (error) {
    yield step(false, `The receipt cannot be read: ${error.message}.`);
    return;
  }
  const { receipt, note, head } = read;
  const same = sameBytes(entry, receipt.entry) && receipt.index === BigInt(position);
  yield step(same, same ? `The receipt is of this entry, at position ${position}: ${entry.length} bytes.` :
    'The receipt is of another entry than the one that is shown.');
  if (!same) return;

  const leaf = await leafHash(entry);
  yield step(true, `The entry was hashed here: ${toHex(leaf)}.`);

  const root = await inclusionRoot(leaf, receipt.index, head.size, receipt.hashes);
  const leads = root !== undefined && sameBytes(root, head.root);
  yield step(leads, leads ?
    `${receipt.hashes.length} hashes lead from it to the root of the book of ${head.size} events: ${toHex(root)}.` :
    'The hashes do not lead from this entry to the root of the book.');
  if (!leads) return;

  yield await ofSignature(note, head, keys);
}

/// What the steps come to: 'holds', 'fails' or 'open'.
export function verdictOf(steps) {
  if (steps.some(({ holds }) => holds === false)) return 'fails';
  return steps.length === 4 && steps.every(({ holds }) => holds) ? 'holds' : 'open';
}
