import { expect, test } from 'vitest';
import deviceReferences from '../../../harness/invariants/notifiers/device-references.ts';
import { step } from '../../kernel/machine.ts';
import { atRest } from '../at_rest.ts';

/** What is told of a step that counted this. */
function counted(counters: Record<string, number>): string[] {
  const { watch, told } = atRest([]).watched(deviceReferences);
  const result = { title: 'offline', ret: 0, rets: [], observation: {}, counters };
  watch.step?.(undefined as never, { ...step(), title: 'offline' }, result, []);
  return told.map(({ message }) => message);
}

test('a step that drops what it took is well', () => {
  expect(counted({})).toEqual([]);
  expect(counted({ 'device references leaked': 0 })).toEqual([]);
});

test('a step that keeps a reference is told', () => {
  expect(counted({ 'device references leaked': 1 })).toEqual(['"offline" leaks 1 references on memory block devices']);
});
