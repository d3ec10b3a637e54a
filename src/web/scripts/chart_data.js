// What a chart is drawn from: the cells of the table beside it. No DOM.

import { keyOf } from './order.js';

/// A day, month, quarter or year, as the beginning of it in UTC; undefined if it is none of them.
export function dayOf(text) {
  const found = /^(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?(?:T.*)?$/.exec(text.trim());
  if (!found) return undefined;
  const [, year, quarter, month, day] = found;
  return new Date(Date.UTC(Number(year), quarter ? (quarter - 1) * 3 : (month ?? 1) - 1, day ?? 1));
}

/// `head`: the text of each head; `rows`: for each row its cells as { text, value }, where `value` is
/// what the text stands for. The first column names things; each other one that has only numbers is
/// a series. Gives { series: [name], points: [{ name, day, series, value }] }; where a series has no
/// number, its value is NaN.
export function chartData(head, rows) {
  const numbers = (column) => rows.map((cells) => keyOf(cells[column]?.value ?? ''));
  const points = [];
  const series = [];
  for (let column = 1; column < head.length; ++column) {
    const values = numbers(column);
    const given = values.filter((value) => value !== undefined);
    if (given.length === 0 || given.some((value) => typeof value !== 'number')) continue;
    series.push(head[column]);
    values.forEach((value, i) => {
      const [{ text, value: named }] = rows[i];
      points.push({ name: text, day: dayOf(named), series: head[column], value: value ?? NaN });
    });
  }
  return { series, points };
}

/// How many pixels wide the column of names is, on a chart this wide.
export function nameWidth(names, width) {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return Math.round(Math.min(longest * 8 + 16, width * 0.42));
}
