import { describe, expect, test } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { withNeeds } from '../../harness/run/exposure.ts';
import { runFixture } from '../../harness/run/run.ts';
import { exposureOf, type Violation } from '../../harness/types/result.ts';
import type { Fixture } from '../../harness/types/scenario.ts';

const { fixtures } = await loadCorpus();
const fixtureOf = (id: string): Fixture => fixtures.find((each) => each.id === id)!;
const needsOf = (fixture: string, design: string, invariant: string) =>
  runFixture(fixtureOf(fixture), `linux@5.12+${design}`, { exposure: true }).violations.find(
    (each) => each.invariant === invariant,
  )?.needs;

describe('what a violation needs to be seen', () => {
  test.each([
    // VM_BUG_ON over poison, which page_init_poison() writes with DEBUG_VM only.
    ['walks/kpageflags-debug-vm', 'michal@mark-section-online', 'oops', ['DEBUG_VM']],
    // kasan_check_range() is there with KASAN only, and mdp with kdb.
    ['claims/read-with-kdb', 'michal@reserve', 'oops', ['KASAN', 'KGDB_KDB']],
    // A scanner that only this option brings.
    ['claims/life-of-a-block', 'david@v10', 'locks/reader-keeps-span', ['DEBUG_KMEMLEAK']],
    // valid_zones is a file of every kernel.
    ['claims/life-of-a-block', 'michal@reserve', 'sysfs/valid-zones-online', undefined],
    // The device of the block cannot be created.
    ['failed-add/block-device', 'oscar@v5', 'oops', ['failure']],
    // memory_block_action() passes whole blocks: nobody asks for PB + 1.
    ['entry-points/odd-ranges', 'michal@reserve', 'oops', ['direct call']],
    ['entry-points/odd-ranges', 'michal@mark-section-online', 'oops', ['direct call']],
  ])('%s on %s, %s: %s', (fixture, design, invariant, expected) => {
    expect(needsOf(fixture, design, invariant)).toEqual(expected);
  });
});

const violation = (invariant: string, step: number, rest: Partial<Violation> = {}): Violation => ({
  invariant,
  class: 'crash',
  step,
  message: '',
  where: '',
  claims: [],
  ...rest,
});
const needs = (fixture: Fixture, found: Violation, without: Violation[]) =>
  withNeeds(fixture, [found], () => without)[0]?.needs;

describe('a violation of a scenario with an injected failure', () => {
  const vetoed = fixtureOf('veto/around-a-span');
  const first = vetoed.steps.findIndex(({ actions }) => actions.some(({ op }) => op === 'inject'));

  test('needs it when it is gone without', () => {
    expect(needs(vetoed, violation('span/node-span', first + 1), [])).toEqual(['failure']);
  });

  test('does not need it when it is there without', () => {
    const found = violation('span/node-span', first + 1);
    expect(needs(vetoed, found, [found])).toBeUndefined();
  });

  test('needs it when without it is milder', () => {
    const found = violation('span/node-span', first + 1);
    expect(needs(vetoed, found, [{ ...found, class: 'hygiene' }])).toEqual(['failure']);
  });

  test('needs it when it was expected of the failure', () => {
    const found = violation('expectation: rejected', first + 1);
    expect(needs(vetoed, found, [found])).toEqual(['failure']);
  });

  test('does not need it when it came before', () => {
    expect(needs(vetoed, violation('span/node-span', first - 1), [])).toBeUndefined();
  });
});

describe('a violation after a direct call', () => {
  const odd = fixtureOf('entry-points/odd-ranges');
  const found = violation('span/node-span', odd.steps.length - 1);

  test('needs it when it is gone without', () => {
    expect(needs(odd, found, [])).toEqual(['direct call']);
  });

  test('does not need it when it is there without', () => {
    expect(needs(odd, found, [found])).toBeUndefined();
  });

  test('does not need it when the call is over a whole block, as drivers/base/memory.c makes it', () => {
    const steps = odd.steps.map((step) => ({
      ...step,
      actions: step.actions.map((action) =>
        action.op === 'call' ? { ...action, first: odd.machine.firstHotPfn, pages: odd.machine.pagesPerBlock } : action,
      ),
    }));
    expect(needs({ ...odd, steps }, found, [])).toBeUndefined();
  });
});

test('exposure is a word for it', () => {
  expect(exposureOf()).toBe('plain');
  expect(exposureOf(['DEBUG_VM'])).toBe('debug');
  expect(exposureOf(['failure'])).toBe('injected');
  expect(exposureOf(['KASAN', 'failure'])).toBe('debug+injected');
  expect(exposureOf(['direct call'])).toBe('injected');
  expect(exposureOf(['direct call', 'failure'])).toBe('injected');
  expect(exposureOf(['DEBUG_VM', 'direct call'])).toBe('debug+injected');
});
