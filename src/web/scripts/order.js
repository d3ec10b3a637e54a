// In what order cells of a table stand. No DOM.

/// What a cell is sorted by: a number where it says one, or the text. Empty: undefined.
export function keyOf(text) {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '–' || trimmed === '—') return undefined;
  const plain = trimmed.replace(/^[+£]/, '').replace(/,(?=\d{3})/g, '').replace(/%$/, '')
    .replace(/^−/, '-');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : trimmed;
}

function compareKeys(left, right) {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  // As the server does, whose order stays when the page is loaded again.
  const [a, b] = [String(left).toLowerCase(), String(right).toLowerCase()];
  return a < b ? -1 : Number(a > b);
}

/// The indices of `keys` in order: 'ascending' or 'descending'. Equal ones stay as they were, and
/// what is empty comes last in either.
export function orderOf(keys, direction) {
  const sign = direction === 'descending' ? -1 : 1;
  return keys.map((_, i) => i).sort((a, b) => {
    if (keys[a] === undefined || keys[b] === undefined) {
      return Number(keys[a] === undefined) - Number(keys[b] === undefined);
    }
    return sign * compareKeys(keys[a], keys[b]);
  });
}

/// What a click on a head makes of it.
export function nextDirection(direction) {
  return direction === 'ascending' ? 'descending' : 'ascending';
}
