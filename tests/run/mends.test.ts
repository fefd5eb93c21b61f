import { beforeAll, describe, expect, test } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { designId, designs, findDesign, fixes, stackOf } from '../../harness/run/designs.ts';
import { mendsOf, refusal, repairsOf, resolveDesign } from '../../harness/run/mends.ts';
import { runFixture } from '../../harness/run/run.ts';
import { parseStack, StackError } from '../../harness/run/stack.ts';
import type { RunResult } from '../../harness/types/result.ts';
import type { Fixture } from '../../harness/types/scenario.ts';

let fixtures: Map<string, Fixture>;
beforeAll(async () => {
  fixtures = new Map((await loadCorpus()).fixtures.map((fixture) => [fixture.id, fixture]));
});
const run = (id: string, design: string): RunResult => runFixture(fixtures.get(id)!, `linux@5.12+${design}`);
const broken = (result: RunResult): string[] => [...new Set(result.violations.map(({ invariant }) => invariant))];

/** The posted reservation with as many of its repairs as are counted, in their order. */
const repaired = (count: number): string =>
  ['michal@reserve-posted', ...repairsOf(findDesign('michal@reserve-posted')!).slice(0, count).map(designId)].join('+');

describe('a mend is named behind the design', () => {
  test('a stack with mends has the design, the mends in the order written, and their titles', () => {
    const { design } = parseStack('linux@5.12+david@v10+repair:hole-check+fix:altmap-on-failed-add');
    expect(design).toMatchObject({ id: 'david', revision: 'v10+repair:hole-check+fix:altmap-on-failed-add' });
    // What is replaced whole comes before what only changes calls in it.
    expect(stackOf(design!).map(designId).slice(-3, -1)).toEqual(['fix:altmap-on-failed-add', 'repair:hole-check']);
    expect(design?.provenance).toBe('repaired');
  });

  test('a mend alone is put over what the release is shipped with', () => {
    expect(parseStack('linux@6.1+repair:zone-edge').design?.revision).toBe('v6.7+repair:zone-edge');
  });

  test.each([
    ['linux@5.12+oscar@v5+fix:nothing', 'no mend "fix:nothing" for oscar@v5: there are fix:altmap-on-failed-add'],
    ['linux@5.12+unpatched+fix:altmap-on-failed-add', 'on which unpatched does not stand'],
    ['linux@5.12+david@v6.7+fix:altmap-on-failed-add', 'removeAfterFailedAdd is not as it was posted'],
    ['linux@5.12+david@v10+repair:hole-check+repair:hole-check', 'memory_block_offline is not as it was posted'],
  ])('%s is refused, and says why', (stack, why) => {
    expect(() => parseStack(stack)).toThrow(StackError);
    expect(() => parseStack(stack)).toThrow(why);
  });

  test('every repair applies to the design that names it, and every fix to some design', () => {
    for (const design of designs)
      for (const repair of design.mends ?? []) expect(refusal(repair, design), designId(repair)).toBeUndefined();
    for (const fix of fixes)
      expect(designs.filter((design) => refusal(fix, design) === undefined).length, designId(fix)).toBeGreaterThan(0);
  });

  test('mends of a design may be put over it in any order and all at once', () => {
    for (const design of designs.filter(({ mends = [] }) => mends.length > 1)) {
      const names = mendsOf(design).map(designId);
      for (const order of [names, [...names].reverse()])
        expect(typeof resolveDesign([designId(design), ...order].join('+')), order.join('+')).toBe('object');
    }
  });
});

describe('a mend of shared code applies to every design that has the code', () => {
  test.each(['oscar@v5', 'michal@reserve', 'michal@pfn-block', 'david@v7', 'david@v10'])(
    'with it %s gives no memmap to the buddy after a failed hot-add',
    (design) => {
      expect(broken(run('failed-add/block-device', design))).toContain('oops');
      expect(broken(run('failed-add/block-device', `${design}+fix:altmap-on-failed-add`))).not.toContain('oops');
    },
  );
});

describe('one repair at a time reaches the mistake behind', () => {
  test('the posted reservation touches struct pages that are not mapped, at the first hot-add', () => {
    const { steps, verdict } = run('claims/life-of-a-block', repaired(0));
    expect([verdict, steps.length]).toEqual(['oops', 1]);
  });

  test('with that repaired the next mistake shows: the block is online and nothing of its memmap is present', () => {
    const { steps } = run('claims/life-of-a-block', repaired(1));
    expect(steps[1]?.ret).toBe(0);
    expect(broken(run('claims/life-of-a-block', repaired(1)))).toContain('counters/zone-present');
  });

  test('a repair of what lies behind does nothing while the first mistake is there', () => {
    expect(run('claims/life-of-a-block', 'michal@reserve-posted+repair:adds-present').verdict).toBe('oops');
  });

  test('with all five it does what the repaired reservation does, step by step', () => {
    for (const id of [
      'claims/life-of-a-block',
      'claims/kernel-block-on-a-fresh-node',
      'claims/hibernate-offline-block',
    ]) {
      const [posted, meant] = [run(id, repaired(5)), run(id, 'michal@reserve')];
      expect(posted.steps.map(({ ret, observation }) => [ret, observation])).toEqual(
        meant.steps.map(({ ret, observation }) => [ret, observation]),
      );
    }
  });

  test('the sketch refuses to come online until its alignment check is relaxed, then frees a misaligned chunk', () => {
    // Its loop starts with a largest chunk at S + 512, and 512 is no multiple of 1024.
    const relaxed = run('claims/life-of-a-block', 'david@poc-posted+repair:relaxed-alignment');
    expect(run('claims/life-of-a-block', 'david@poc-posted').steps[1]?.ret).toBe(-22);
    expect(relaxed.failure?.message).toContain('is freed as order 10');
  });

  test('the merged helpers under the lock write nothing without it', () => {
    const id = 'claims/life-of-a-block';
    expect(broken(run(id, 'david@v10'))).toContain('locks/hotplug-lock-held');
    expect(broken(run(id, 'david@v10+repair:under-lock'))).not.toContain('locks/hotplug-lock-held');
  });

  test('the stale tail of a zone goes with the repair of the edge, in v6.7 too', () => {
    const id = 'full-section/and-shared-second-block';
    expect(broken(run(id, 'david@v6.7'))).toContain('span/zone-edges');
    expect(broken(run(id, 'david@v6.7+repair:zone-edge'))).toEqual([]);
  });
});
