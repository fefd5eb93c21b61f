import { expect, test } from 'vitest';
import { ranked, runBench } from '../../../harness/cost/bench/bench_report.ts';
import { roundTrip, roundTripIds } from '../../../harness/cost/bench/round_trips.ts';
import { costMachines } from '../../../harness/cost/machines.ts';
import { renderBench } from '../../../harness/render/cost/render_bench.ts';

const machine = costMachines[0]!;
const every = { machines: [machine], base: 'linux@5.12', wrongToo: false, seconds: 0.2 };

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

test.each(roundTripIds)('%s ends where it began: it can be gone round again and again', (id) => {
  const trip = roundTrip(id, machine, 'linux@5.12+unpatched');
  if (typeof trip === 'string') throw new Error(trip);
  for (let round = 0; round < 5; round++) trip.run();
});

test('a design that does not get round says at what', () => {
  // Hot memory would begin where the machine has memory already.
  const small = { ...machine, firstHotPfn: machine.nodes[0]!.ram[0]![0] };
  expect(roundTrip('add, remove', small, 'linux@5.12+unpatched')).toMatch(/^add gave /);
});

test('a design whose result is wrong is not timed, and the reason is printed', async () => {
  const designs = ['unpatched', 'michal@offset-only'];
  const results = await runBench({ ...every, operations: ['online_movable, offline'], designs });
  expect(results[0]!.designs.map(({ design }) => design)).toEqual(['unpatched']);
  const text = renderBench(results, 'pretty');
  expect(text).toContain('michal@offset-only is not timed');
  expect(text).toContain('Time of this model, not of a kernel');
});

test('benny times every case once and prints nothing', async () => {
  const printed: unknown[] = [];
  const { log } = console;
  console.log = (...text: unknown[]) => void printed.push(text);
  try {
    const designs = ['unpatched', 'oscar@v5'];
    const [result] = await runBench({ ...every, operations: ['add, remove'], designs });
    expect(result!.designs.map(({ design }) => design).sort()).toEqual(['oscar@v5', 'unpatched']);
    expect(result!.designs.every(({ microseconds, samples }) => microseconds > 0 && samples > 0)).toBe(true);
    expect(printed).toEqual([]);
  } finally {
    console.log = log;
  }
});
