// table[data-sortable]: each head of it gets a button that sorts by its column. A cell may say by
// what in data-value. A link in the head, by which the server sorts, gives way to the button; then the
// address and the links that lead back here say how it is sorted, as the server would read it.

import { keyOf, nextDirection, orderOf } from './order.js';

function keyOfCell(cell) {
  return keyOf(cell?.dataset.value ?? cell?.textContent ?? '');
}

// The parameter by which the server sorts by a head's column: `due`, as in the link that was in it.
function columnOf(head) {
  const link = head.querySelector('a[href]');
  return link && new URL(link.href).searchParams.get('sort')?.replace(/^-/, '');
}

function remember(sort) {
  const here = new URL(location.href);
  here.searchParams.set('sort', sort);
  history.replaceState(history.state, '', here);
  for (const link of document.querySelectorAll('main a[href]')) {
    if (link.host !== here.host || link.pathname !== here.pathname || link.hash !== '') continue;
    const address = new URL(link.href);
    address.searchParams.set('sort', sort);
    link.href = address;
  }
  for (const input of document.querySelectorAll('input[type=hidden][name=sort]')) input.value = sort;
}

function sort(table, head, column, announce) {
  const direction = nextDirection(head.getAttribute('aria-sort'));
  for (const body of table.tBodies) {
    const rows = [...body.rows];
    const keys = rows.map((row) => keyOfCell(row.cells[head.cellIndex]));
    body.append(...orderOf(keys, direction).map((i) => rows[i]));
  }
  for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', direction);
  table.dataset.sorted = '';
  if (column) remember(direction === 'descending' ? `-${column}` : column);
  announce(`Sorted by ${head.textContent.trim()}, ${direction}.`);
}

function set(table, announce) {
  const row = table.tHead?.rows[table.tHead.rows.length - 1];
  for (const head of row?.cells ?? []) {
    const words = head.textContent.trim();
    if (words === '') continue;
    const column = columnOf(head);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'daybook-sort';
    button.textContent = words;
    button.addEventListener('click', () => sort(table, head, column, announce));
    head.replaceChildren(button);
  }
}

/// Every such table in `root`.
export function setSortable(root, announce) {
  for (const table of root.querySelectorAll('table[data-sortable]')) set(table, announce);
}
