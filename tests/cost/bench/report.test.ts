import { expect, test } from 'vitest';
import { benchGroups } from '../../../harness/cost/bench/cases.ts';
import { ranked, renderBench, runBench } from '../../../harness/cost/bench/report.ts';
import { costMachines } from '../../../harness/cost/machines.ts';

const machine = costMachines[0]!;

test('designs are ranked from the fastest on, and ties are called so', () => {
  const timings = [
    { name: 'slow', seconds: 3, margin: 1, samples: 5 },
    { name: 'fast', seconds: 1, margin: 5, samples: 5 },
    { name: 'close', seconds: 1.02, margin: 5, samples: 5 },
  ];
  expect(ranked(timings).map(({ design, relative, tied }) => [design, relative, tied])).toEqual([
    ['fast', 1, true],
    ['close', 1.02, true],
    ['slow', 3, false],
  ]);
});

test('a design whose result is wrong is not timed, and the reason is printed', () => {
  const groups = benchGroups([machine], ['online_movable'], ['unpatched', 'michal@offset-only'], 'linux@5.12');
  expect(groups[0]!.cases.map(({ design }) => design)).toEqual(['unpatched']);
  const text = renderBench(
    [{ operation: 'online_movable', machine: '128M', designs: [], left: groups[0]!.left }],
    'pretty',
  );
  expect(text).toContain('michal@offset-only is not timed');
  expect(text).toContain('Time of this model, not of a kernel');
});

test('benny times every case once and prints nothing', async () => {
  const printed: unknown[] = [];
  const { log } = console;
  console.log = (...text: unknown[]) => void printed.push(text);
  try {
    const groups = benchGroups([machine], ['remove'], ['unpatched', 'oscar@v5'], 'linux@5.12');
    const [result] = await runBench(groups, 0.2, () => undefined);
    expect(result!.designs.map(({ design }) => design).sort()).toEqual(['oscar@v5', 'unpatched']);
    expect(result!.designs.every(({ microseconds, samples }) => microseconds > 0 && samples > 0)).toBe(true);
    expect(printed).toEqual([]);
  } finally {
    console.log = log;
  }
});
