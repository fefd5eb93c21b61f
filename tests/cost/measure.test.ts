import { expect, test } from 'vitest';
import { costMachines, makeMachine } from '../../harness/cost/machines.ts';
import { measure } from '../../harness/cost/measure.ts';
import { operationIds } from '../../harness/cost/operations.ts';

const machine = costMachines[0]!;

test('every operation is counted on the base and on the merged design', () => {
  for (const stack of ['linux@5.12', 'linux@5.12+david@v10']) {
    const { counters, failed } = measure(machine, stack);
    expect(failed).toEqual({});
    expect(Object.keys(counters).sort()).toEqual([...operationIds].sort());
  }
});

test('onlining initialises every struct page of the block and frees those that hold no vmemmap', () => {
  const { counters } = measure(machine, 'linux@5.12+oscar@v5');
  expect(counters.online_movable).toMatchObject({
    'struct pages initialised': 32768,
    'pages freed to the buddy': 32768 - 512,
  });
});

test('with the feature off every design counts what the base counts', () => {
  const off = costMachines.find(({ config }) => config.memmap_on_memory === 'off')!;
  const base = measure(off, 'linux@5.12');
  for (const design of ['oscar@v5', 'michal@pfn-block', 'michal@mark-section-online', 'david@v10'])
    expect(measure(off, `linux@5.12+${design}`)).toEqual(base);
});

test('an operation whose set-up fails is not counted, and says why', () => {
  // 64 neighbours need 128 MiB of memmap; the machine has 64 MiB in all.
  const small = makeMachine({
    id: 'small',
    title: 'too small',
    blockMiB: 128,
    nodes: [{ node: 0, ram: [[0, 16384]], cpu: true }],
  });
  const { counters, failed } = measure(small, 'linux@5.12', { neighbours: 64 });
  expect(counters).not.toHaveProperty('remove');
  expect(failed.remove).toBe('add gave -12');
});

test('names of single blocks do not reach the figures', () => {
  const names = Object.values(measure(machine, 'linux@5.12').counters).flatMap(Object.keys);
  expect(names.filter((name) => /memory\d/.test(name))).toEqual([]);
  expect(names).toContain('lock taken: device lock of memoryN');
});
