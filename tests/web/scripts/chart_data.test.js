import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartData, dayOf, nameWidth } from '../../../src/web/scripts/chart_data.js';

const cells = (...texts) => texts.map((text) => ({ text, value: text }));

test('each column of numbers is a series of what the first column names', () => {
  const data = chartData(['Area', 'Open', 'Note', 'Closed'],
    [cells('Duty', '3', 'x', '1'), cells('Care', '', '2', '4')]);
  assert.deepEqual(data.series, ['Open', 'Closed']);
  assert.deepEqual(data.points.map(({ name, series, value }) => [name, series, value]),
    [['Duty', 'Open', 3], ['Care', 'Open', NaN], ['Duty', 'Closed', 1], ['Care', 'Closed', 4]]);
});

test('what a cell stands for is drawn, what it says is written', () => {
  const { points } = chartData(['Month', 'Value'],
    [[{ text: 'January 2025', value: '2025-01' }, { text: '81%', value: '81' }]]);
  assert.equal(points[0].name, 'January 2025');
  assert.equal(points[0].day.toISOString(), '2025-01-01T00:00:00.000Z');
  assert.equal(points[0].value, 81);
});

test('days, months, quarters and years have their place on a line', () => {
  const iso = (text) => dayOf(text)?.toISOString().slice(0, 10);
  assert.equal(iso('2025-01-22'), '2025-01-22');
  assert.equal(iso('2025-03'), '2025-03-01');
  assert.equal(iso('2025-Q3'), '2025-07-01');
  assert.equal(iso('2024'), '2024-01-01');
  assert.equal(iso('March'), undefined);
});

test('a table without numbers has nothing to draw', () => {
  assert.deepEqual(chartData(['Area', 'Grade'], [cells('Duty', 'good')]).points, []);
  assert.deepEqual(chartData(['Area'], []).points, []);
});

test('names get the room they need, and less than half of a narrow chart', () => {
  assert.equal(nameWidth(['Open'], 900), 48);
  assert.equal(nameWidth(['x'.repeat(200)], 300), 126);
});
