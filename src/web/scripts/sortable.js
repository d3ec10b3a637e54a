// table[data-sortable]: each head of it gets a button that sorts by its column. A cell may say by
// what in data-value. A head with data-unsortable, or a link that has the server sort, stays as it is.

import { keyOf, nextDirection, orderOf } from './order.js';

function keyOfCell(cell) {
  return keyOf(cell?.dataset.value ?? cell?.textContent ?? '');
}

function sort(table, head, announce) {
  const direction = nextDirection(head.getAttribute('aria-sort'));
  for (const body of table.tBodies) {
    const rows = [...body.rows];
    const keys = rows.map((row) => keyOfCell(row.cells[head.cellIndex]));
    body.append(...orderOf(keys, direction).map((i) => rows[i]));
  }
  for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', direction);
  table.dataset.sorted = '';
  announce(`Sorted by ${head.textContent.trim()}, ${direction}.`);
}

function set(table, announce) {
  const row = table.tHead?.rows[table.tHead.rows.length - 1];
  for (const head of row?.cells ?? []) {
    if ('unsortable' in head.dataset || head.textContent.trim() === '' ||
        head.querySelector('a, button')) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'daybook-sort';
    button.append(...head.childNodes);
    button.addEventListener('click', () => sort(table, head, announce));
    head.append(button);
  }
}

/// Every such table in `root`.
export function setSortable(root, announce) {
  for (const table of root.querySelectorAll('table[data-sortable]')) set(table, announce);
}
