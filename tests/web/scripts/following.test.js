import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFixed, isNow, isOther, resumed, waitFor } from '../../../src/web/scripts/following.js';

test('a page is of now unless a cut says otherwise', () => {
  assert.equal(isNow(''), true);
  assert.equal(isNow('?audience=public&at='), true);
  assert.equal(isNow('?at=2025-01-31'), false);
  assert.equal(isNow('?known=2025-01-31'), false);
});

test('only what was known by some time is fixed: more may be told of the past', () => {
  assert.equal(isFixed('?known=2025-01-31'), true);
  assert.equal(isFixed('?at=2025-01-31&known='), false);
});

test('a stream goes on after what was seen', () => {
  assert.equal(resumed('/v1/stream'), '/v1/stream');
  assert.equal(resumed('/v1/stream', '41'), '/v1/stream?from=42');
  assert.equal(resumed('/v1/stream?from=7&kind=action', '9007199254740993'),
    '/v1/stream?from=9007199254740994&kind=action');
});

test('a stream of a view begins anew, and tells whether it is another than the page', () => {
  assert.equal(resumed('/v1/stream?view=plan', '41'), '/v1/stream?view=plan');
  assert.equal(isOther('[1]', undefined, '7', '7'), false);
  assert.equal(isOther('[1]', undefined, '7', '8'), true);
  assert.equal(isOther('[1]', '[1]', '7', '9'), false);
  assert.equal(isOther('[2]', '[1]', '7', '9'), true);
});

test('changes are waited for until they settle, and not for ever', () => {
  assert.equal(waitFor(0, 400, 3000), 400);
  assert.equal(waitFor(2900, 400, 3000), 100);
  assert.equal(waitFor(5000, 400, 3000), 0);
});
