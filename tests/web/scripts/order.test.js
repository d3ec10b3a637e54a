import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, nextDirection, orderOf } from '../../../src/web/scripts/order.js';

const sorted = (texts, direction) => orderOf(texts.map(keyOf), direction).map((i) => texts[i]);

test('numbers are sorted as numbers, with their signs, thousands and percent', () => {
  assert.deepEqual(sorted(['1,200', '35%', '−4', '9'], 'ascending'), ['−4', '9', '35%', '1,200']);
});

test('text is sorted by its letters, large or small', () => {
  assert.deepEqual(sorted(['The MASH', 'the emergency team', 'Agency'], 'ascending'),
    ['Agency', 'the emergency team', 'The MASH']);
});

test('what is empty comes last in both directions', () => {
  assert.deepEqual(sorted(['', 'b', '–', 'a'], 'ascending'), ['a', 'b', '', '–']);
  assert.deepEqual(sorted(['', 'b', '–', 'a'], 'descending'), ['b', 'a', '', '–']);
});

test('equal rows stay as they were', () => {
  assert.deepEqual(orderOf([1, 2, 1, 2], 'descending'), [1, 3, 0, 2]);
});

test('a day is sorted by its digits', () => {
  assert.deepEqual(sorted(['2025-01-21', '2024-12-01'], 'ascending'), ['2024-12-01', '2025-01-21']);
});

test('the first press sorts upward, the next the other way', () => {
  assert.equal(nextDirection(null), 'ascending');
  assert.equal(nextDirection('ascending'), 'descending');
  assert.equal(nextDirection('descending'), 'ascending');
});
