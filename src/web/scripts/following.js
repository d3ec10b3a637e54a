// What following a book decides. No DOM.

const given = (search, name) => (new URLSearchParams(search).get(name) ?? '') !== '';

/// Whether a page of this query is of now.
export const isNow = (search) => !given(search, 'at') && !given(search, 'known');

/// Whether nothing that is still to be recorded can change it.
export const isFixed = (search) => given(search, 'known');

/// The address to go on at, after the position that was seen last. A view is told as it is.
export function resumed(stream, last) {
  if (last === undefined || last === '') return stream;
  const [path, query] = stream.split('?');
  const params = new URLSearchParams(query);
  if (params.has('view')) return stream;
  params.set('from', String(BigInt(last) + 1n));
  return `${path}?${params}`;
}

/// Whether a view that is told of is another than the page's: `known` are the rows that were told of
/// before, if any were; the page is of a book of `size` events, and what is told of one of `told`.
export function isOther(rows, known, size, told) {
  return known === undefined ? Number(told) > Number(size) : rows !== known;
}

/// Milliseconds to wait for more, when the first of some changes is `since` milliseconds ago.
export const waitFor = (since, settle, longest) => Math.max(0, Math.min(settle, longest - since));
