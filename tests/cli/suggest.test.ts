import { expect, test } from 'vitest';
import { suggest } from '../../harness/corpus/suggest.ts';

const ids = ['unpatched', 'oscar@v5', 'david@v7', 'david@v10'];

test('a part of an id is answered with all ids that have it', () => {
  expect(suggest('v1', ids)).toBe('did you mean david@v10?');
});

test('a misspelling is answered with the nearest', () => {
  expect(suggest('unpached', ids)).toContain('unpatched');
});

test('something else is answered with what there is', () => {
  expect(suggest('zzzzzz', ids)).toContain('one of: unpatched, oscar@v5');
});

test('a misspelled name is answered with all its revisions', () => {
  expect(suggest('davod', ids)).toBe('did you mean david@v7, david@v10?');
});
