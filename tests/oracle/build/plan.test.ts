import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildKey, guestConfig, notTaken } from '../../../harness/oracle/build/plan.ts';
import type { KernelSource } from '../../../harness/oracle/build/source.ts';
import { timeLeft } from '../../../harness/text/time_left.ts';

const options = readFileSync('fixtures/guest.config', 'utf8');
const source = (hash: string): KernelSource => ({ named: 'x', hash, unpackTo: async () => {} });

test('a kernel is kept by source, configuration and patches, not by its name', () => {
  const config = guestConfig(options, true);
  const one = { name: 'v1', patches: [{ subject: 's', text: 'diff' }] };
  const key = buildKey(source('a'), config, one);
  expect(buildKey(source('a'), config, { ...one, name: 'v2', file: 'elsewhere' })).toBe(key);
  expect(buildKey(source('b'), config, one)).not.toBe(key);
  expect(buildKey(source('a'), guestConfig(options, false), one)).not.toBe(key);
  expect(buildKey(source('a'), config, { ...one, patches: [{ subject: 's', text: 'other' }] })).not.toBe(key);
});

test('without pahole there is no type information, and it is said what cannot be seen then', () => {
  const { text, notObservable } = guestConfig(options, false);
  expect(text).not.toContain('BTF');
  expect(text).toContain('CONFIG_KALLSYMS_ALL=y');
  expect(notObservable).toContain('contiguous');
  expect(guestConfig(options, true)).not.toHaveProperty('notObservable');
  expect(guestConfig(options, true).text).toContain('CONFIG_DEBUG_INFO_BTF=y');
});

// 300 of 1100 in 130 s: 800 more in 130 * 800 / 300 = 347 s.
test('what is left is told by what was done so far', () => {
  expect(timeLeft(300, 1100, 130_000)).toBe('300 of about 1100 files, 2:10 elapsed, about 5:47 left');
  expect(timeLeft(1200, 1100, 3_723_000)).toBe('1200 of about 1200 files, 1:02:03 elapsed, about 0:00 left');
});

test('an option that a source does not have is named', () => {
  const asked = { text: 'CONFIG_NUMA=y\nCONFIG_MHP_MEMMAP_ON_MEMORY=y\nCONFIG_MODULES=n\n' };
  expect(notTaken(asked, 'CONFIG_NUMA=y\n# CONFIG_MODULES is not set\n')).toEqual(['CONFIG_MHP_MEMMAP_ON_MEMORY']);
});
