import { expect, test } from 'vitest';
import { lockstep } from '../../harness/compare/lockstep.ts';
import { renderLockstep } from '../../harness/render/explain/lockstep.ts';
import { paintFor } from '../../harness/text/paint.ts';
import type { RunResult } from '../../harness/types/result.ts';
import type { Machine } from '../../harness/types/scenario.ts';
import { sampleFixture, sampleRun, sampleStep } from '../sample_report.ts';

const machine = { id: 'small', title: 'A machine', pagesPerBlock: 64, pagesPerSection: 64 } as Machine;
const fixture = { ...sampleFixture('span/one'), machine };

/** What each zone's present pages are after one step, with so much memmap in block 4. */
const after = (design: string, vmemmap: number, present: readonly number[], changes: Partial<RunResult> = {}) => {
  const step = sampleStep('add d0', 0);
  const zones = Object.fromEntries(present.map((pages, node) => [`${node}:Movable`, pages]));
  const seen = { 'zone.present': zones, 'block.nr_vmemmap_pages': { '4': vmemmap } };
  return sampleRun('span/one', design, { steps: [{ ...step, observation: seen }], ...changes });
};

const told = (runs: RunResult[], { all = false, columns = 100 } = {}): string => {
  const steps = lockstep(runs, { machine, reference: 'unpatched' });
  const options = { paint: paintFor(false), columns, all, parting: 0, reference: 'unpatched' };
  return renderLockstep(fixture, runs, steps, options);
};

const eleven = (first: number): number[] => Array.from({ length: 11 }, (_, at) => first + at);

test('of many values the first eight are shown where designs part, the rest is counted', () => {
  const text = told([after('a', 0, eleven(0)), after('b', 0, eleven(100))]);
  expect(text.match(/zone\.present \d+:Movable/g)).toHaveLength(8);
  expect(text).toContain('3 more values differ; --all shows them');
});

test('what all designs have from the feature is counted apart', () => {
  const text = told([after('unpatched', 0, [5]), after('a', 8, [6]), after('b', 8, [7])]);
  expect(text).toContain('zone.present 0:Movable: 5 (unpatched) | 6 (a) | 7 (b)');
  expect(text).toContain('1 value differs from unpatched on every design alike, all the feature itself');
  expect(text).not.toContain('block.nr_vmemmap_pages');
});

test('with --all the feature’s own is shown, and said to be that', () => {
  const text = told([after('unpatched', 0, [5]), after('a', 8, [6]), after('b', 8, [7])], { all: true });
  expect(text).toContain('block.nr_vmemmap_pages 4 (the feature itself): 0 (unpatched) | 8 (a, b)');
});

test('a design alone is told by what it does otherwise than the reference', () => {
  expect(told([after('unpatched', 0, [5]), after('a', 8, [6])])).toContain(
    'zone.present 0:Movable: 5 (unpatched) | 6 (a)',
  );
});

test('who wrote is told once for values from the same write', () => {
  const by = ['mm/memory_hotplug/online:online_pages@b'];
  const writes = ['zone 0:Movable', 'zone 1:Movable'].map((object) => ({
    step: 0,
    object,
    field: 'present_pages',
    by,
  }));
  const text = told([after('a', 0, [5, 5]), after('b', 0, [6, 6], { writes })]);
  expect(text.match(/written at step 1 by online_pages\(\), mm\/memory_hotplug\.c as of b/g)).toHaveLength(1);
});

test('after an oops the oops is told, and not the state that is gone', () => {
  const oops = { invariant: 'oops', class: 'crash' as const, step: 0, message: 'BUG', where: 'f > g', claims: [] };
  const died = after('b', 0, [9], { verdict: 'oops', violations: [oops] });
  died.steps[0]!.ret = 'oops';
  const lines = told([after('a', 0, [5]), died]).split('\n');
  const at = lines.findIndex((line) => line.startsWith('  1  add d0'));
  expect(lines[at + 1]).toBe('       ✖ b: crash, oops: BUG (at f > g)');
  expect(lines.join('\n')).not.toContain('zone.present');
});
