import { expect, test } from 'vitest';
import { add, block, on, scenario, small } from '../invariants/machines.ts';

const b = block(small);
const run = on(
  scenario(small, add(small, 'd0'), { op: 'online_movable', block: b }, { op: 'offline', block: b }),
  'david@v10',
);
const ofSteps = (name: string) => run.steps.map(({ counters }) => counters[name] ?? 0);
const names = Object.keys(run.cost);

test('a run has done the work of all its steps', () => {
  const amounts = names.filter((name) => !name.startsWith('longest hold of '));
  expect(amounts.length).toBeGreaterThan(20);
  for (const name of amounts) expect([name, run.cost[name]]).toEqual([name, ofSteps(name).reduce((a, c) => a + c, 0)]);
});

test('the longest hold of a run is that of one of its steps', () => {
  const holds = names.filter((name) => name.startsWith('longest hold of '));
  expect(holds).toContain('longest hold of mem_hotplug_lock');
  for (const name of holds) expect([name, run.cost[name]]).toEqual([name, Math.max(...ofSteps(name))]);
  // Else a sum would be no other number.
  expect(ofSteps('longest hold of mem_hotplug_lock').filter((count) => count > 0).length).toBeGreaterThan(1);
});
