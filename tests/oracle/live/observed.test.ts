import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Cache } from '../../../harness/cache/cache.ts';
import { defaultGuest } from '../../../harness/oracle/live/guest_config.ts';
import { observed, observedKey } from '../../../harness/oracle/live/observed.ts';
import type { LiveScenario } from '../../../harness/oracle/live/scenario.ts';
import { temporaryFolder } from '../../temporary_folder.ts';
import { add, boot, source } from '../sources.ts';

const folder = temporaryFolder();
const kernelOf = (text: string) => {
  const image = join(folder, `bzImage-${text}`);
  writeFileSync(image, text);
  return { name: 'mine', named: image, image };
};
const scenario: LiveScenario = {
  name: 'one',
  family: 'one',
  named: 'one',
  about: '',
  guest: defaultGuest,
  steps: [{ title: 'add', ops: [{ op: 'add', dimm: 'd0', bytes: 2 ** 27 }] }],
};

test('what a guest did is not done again by the next run', async () => {
  const kernel = kernelOf('a kernel');
  const kept = new Map([[observedKey(kernel, scenario, false), JSON.stringify(source([boot, add]))]]);
  const cache: Cache = { recall: (key) => kept.get(key), keep: () => {} };
  expect(await observed(kernel, scenario, { onStep: () => {} }, cache)).toEqual({
    source: { ...source([boot, add]), kernel_dir: kernel.name },
    now: false,
  });
});

test('it goes by what is in the kernel, the scenario and its machine, and by how it is looked at', () => {
  const key = observedKey(kernelOf('a kernel'), scenario, false);
  const others = [
    observedKey(kernelOf('another kernel'), scenario, false),
    observedKey(kernelOf('a kernel'), { ...scenario, steps: [] }, false),
    observedKey(kernelOf('a kernel'), { ...scenario, guest: { ...defaultGuest, mem: '2G' } }, false),
    observedKey(kernelOf('a kernel'), scenario, true),
  ];
  expect(new Set([key, ...others]).size).toBe(5);
});

test('it does not go by the words that a command line calls the scenario', () => {
  const kernel = kernelOf('a kernel');
  expect(observedKey(kernel, { ...scenario, named: 'fixtures/live/one.yaml' }, false)).toBe(
    observedKey(kernel, scenario, false),
  );
});
