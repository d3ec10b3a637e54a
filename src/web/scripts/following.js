// What following a book decides. No DOM.

const given = (search, name) => (new URLSearchParams(search).get(name) ?? '') !== '';

/// Whether a page of this query is of now.
export const isNow = (search) => !given(search, 'at') && !given(search, 'known');

/// Whether nothing that is still to be recorded can change it.
export const isFixed = (search) => given(search, 'known');

/// The address to go on at, after the position that was seen last.
export function resumed(stream, last) {
  if (last === undefined || last === '') return stream;
  const [path, query] = stream.split('?');
  const params = new URLSearchParams(query);
  params.set('from', String(BigInt(last) + 1n));
  return `${path}?${params}`;
}

/// Milliseconds to wait for more, when the first of some changes is `since` milliseconds ago.
export const waitFor = (since, settle, longest) => Math.max(0, Math.min(settle, longest - since));
