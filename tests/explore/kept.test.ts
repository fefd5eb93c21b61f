import { expect, test } from 'vitest';
import { cacheIn } from '../../harness/cache/cache.ts';
import { keepGraph, readGraph, recallGraph, writeGraph } from '../../harness/explore/kept.ts';
import { temporaryFolder } from '../temporary_folder.ts';
import { taskOf, walked } from './walks.ts';

const graph = walked();

test('a graph is read back as it was written', () => {
  expect(readGraph(writeGraph(graph))).toEqual(graph);
});

test('a graph is kept for the same task, and for no other', () => {
  const cache = cacheIn(temporaryFolder());
  keepGraph(cache, taskOf(), graph);
  expect(recallGraph(cache, taskOf({ maxStates: 20 }))).toEqual(graph);
  for (const other of [
    { design: 'oscar@v5' },
    { blocks: 2 },
    { machine: 's390-256M' },
    { alphabet: 'hibernate' },
    { base: 'linux@6.1' },
    { without: ['span/one-zone'] },
  ])
    expect(recallGraph(cache, taskOf(other))).toBeUndefined();
});

test('one that was cut is not kept', () => {
  const cache = cacheIn(temporaryFolder());
  keepGraph(cache, taskOf({ maxStates: 5 }), walked({ maxStates: 5 }));
  expect(recallGraph(cache, taskOf())).toBeUndefined();
});
