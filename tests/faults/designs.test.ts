import { beforeAll, describe, expect, test } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { acrossDesigns } from '../../harness/faults/across.ts';
import { faultsOf } from '../../harness/faults/of_design.ts';
import { probe } from '../../harness/faults/probe.ts';
import { subjectOf } from '../../harness/faults/subject.ts';
import type { LinkPatch } from '../../harness/kernel/link.ts';
import type { Fault } from '../../harness/types/fault.ts';
import type { Fixture } from '../../harness/types/scenario.ts';

/** One or two of each kind of scenario in which the designs go wrong, and some in which they do not. */
const globs = [
  'boot-memory/block-that-starts-with-a-hole-off',
  'claims/life-of-a-block',
  'claims/life-of-a-full-section',
  'existing-memory/twelve-gigabytes-into-256-mebibytes',
  'failed-add/*',
  'full-section/and-shared-*',
  'veto/around-a-span',
];
let fixtures: readonly Fixture[] = [];

const faultsIn = (design: string, over: LinkPatch[] = [], brief = true): Fault[] =>
  faultsOf({ subject: subjectOf(design, 'linux@5.12', over), fixtures, told: new Map(), brief });
const ids = (faults: readonly Fault[]): string[] => faults.map(({ id }) => id).sort();

beforeAll(async () => {
  fixtures = (await loadCorpus({ globs })).fixtures;
});

describe('the faults of a posted design', () => {
  let v10: Fault[] = [];
  beforeAll(() => {
    v10 = faultsIn('david@v10', [], false);
  });

  // docs/findings.md: L52, 3.1, 3.3, 3.13, L49, 3.14.
  test('are those of the findings, each once, named by hunk and repair', () => {
    expect(ids(v10)).toEqual([
      'david/memory_block_offline/hole-check',
      'david/memory_block_online/under-lock',
      'david/mhp_deinit_memmap_on_memory/zone-edge',
      'david/mhp_init_memmap_on_memory/page-ext-covers-memmap',
      'linux/sparse_add_section/nothing-left',
      'memmap-on-memory/add_memory_resource/altmap-on-failed-add',
    ]);
  });

  test('take in everything that goes wrong, each violation once', () => {
    const { stack, layers } = subjectOf('david@v10', 'linux@5.12');
    const wrong = fixtures.flatMap((fixture) =>
      probe(
        fixture,
        stack,
        layers.map(({ patch }) => patch),
      ).sightings.map(({ violation }) => `${fixture.id} ${violation.step} ${violation.invariant}`),
    );
    const told = v10.flatMap(({ seen }) =>
      seen.flatMap(({ fixture, step, invariants }) => invariants.map((invariant) => `${fixture} ${step} ${invariant}`)),
    );
    expect([...told].sort()).toEqual([...new Set(wrong)].sort());
  });

  test('say which later revision mends them, and by which hunk', () => {
    const lock = v10.find(({ id }) => id.endsWith('under-lock'));
    expect(lock?.mendedBy?.[0]).toMatchObject({ by: 'david@v6.7', commit: '001002e73712' });
    expect(lock?.mendedBy?.[0]?.functions).toContain('memory_block_online');
    expect(lock?.hunk).toEqual({ file: 'drivers/base/memory.c', function: 'memory_block_online' });
  });

  test('that nobody has mended name the repair alone', () => {
    const edge = v10.find(({ id }) => id.endsWith('zone-edge'));
    expect(edge?.mendedBy?.map(({ by }) => by)).toEqual(['repair:zone-edge']);
  });

  test('come with the shortest scenario: a veto is not needed for a stale tail', () => {
    const edge = v10.find(({ id }) => id.endsWith('zone-edge'));
    expect(edge?.scenario.steps.map((step) => step.split(' ')[0])).toEqual(['add', 'online_movable', 'offline']);
  });

  test('tell who wrote what is wrong first', () => {
    const lock = v10.find(({ id }) => id.endsWith('under-lock'));
    // L54: deinit poisons pages that a scanner holds.
    expect(lock?.firstWrong.by).toContain('mhp_deinit_memmap_on_memory');
  });
});

test('what only another idea has mended is put down to the function that it has otherwise', async () => {
  // 3.20: the reservation deletes the checks of online_pages(), and no other reading of it has them.
  const asked = (await loadCorpus({ globs: ['entry-points/odd-ranges', 'claims/life-of-a-block'] })).fixtures;
  const subject = subjectOf('michal@pfn-block', 'linux@5.12');
  const found = faultsOf({ subject, fixtures: asked, told: new Map(), brief: true });
  const past = found.find(({ id }) => id === 'michal/online_pages/oops');
  expect(past).toMatchObject({ of: 'michal@reserve', hunk: { file: 'mm/memory_hotplug.c', function: 'online_pages' } });
  expect(past?.exchange?.functions).toEqual(['checkOnlineRange']);
});

test('a fault is told by its worst, and its scenario shows that', async () => {
  // 3.19: zone-edges is a slow path, a zone that is contiguous over another's free pages a crash.
  const asked = (await loadCorpus({ globs: ['round-trip/zones-exchanged', 'zone-span/shrink-past-hole'] })).fixtures;
  const subject = subjectOf('michal@mark-section-online', 'linux@5.12');
  const found = faultsOf({ subject, fixtures: asked, told: new Map() });
  const marked = found.find(({ hunk }) => hunk.function === '__offline_isolated_pages');
  expect(marked).toMatchObject({ class: 'crash', short: '__offline_isolated_pages() calls a zone contiguous' });
  expect(marked?.firstWrong.invariant).toBe('span/contiguous-is-true');
  // Marking again after offline_pages() mends this and not the edge.
  expect(marked?.mendedBy ?? []).toEqual([]);
});

test('what two designs inherit from one hunk is one fault of both', () => {
  const all = acrossDesigns([faultsIn('oscar@v5'), faultsIn('david@v10')]);
  const shared = all.filter(({ designs }) => designs.length === 2);
  expect(ids(shared)).toEqual([
    'linux/sparse_add_section/nothing-left',
    'memmap-on-memory/add_memory_resource/altmap-on-failed-add',
  ]);
});

/** The right design with one function changed. */
const wrong = (
  define: (below: Record<string, (...args: never[]) => unknown>) => Record<string, unknown>,
): LinkPatch => ({
  id: 'wrong',
  define: (_k, base) => define(base as never) as never,
});

describe('a design that is wrong on purpose', () => {
  test('is at fault in the function that is wrong', () => {
    const deaf = wrong(() => ({ adjust_managed_page_count: (..._args: unknown[]) => undefined }));
    const grown = faultsIn('unpatched', [deaf]).filter(({ id }) => id.startsWith('wrong/'));
    expect(grown.map(({ hunk }) => hunk.function)).toEqual(['adjust_managed_page_count']);
  });

  test('that keeps what it had has no fault more', () => {
    const same = wrong((below) => ({
      adjust_managed_page_count: (...args: unknown[]) => below['adjust_managed_page_count']?.(...(args as never[])),
    }));
    expect(faultsIn('unpatched', [same]).filter(({ id }) => id.startsWith('wrong/'))).toEqual([]);
  });

  test('in two functions has two faults', () => {
    const pageset = wrong(() => ({ zone_pcp_reset: (..._args: unknown[]) => undefined }));
    const spans = wrong(() => ({ shrink_zone_span: (..._args: unknown[]) => undefined }));
    const grown = faultsIn('unpatched', [pageset, spans]).filter(({ id }) => id.startsWith('wrong/'));
    expect(grown.map(({ hunk }) => hunk.function).sort()).toEqual(['shrink_zone_span', 'zone_pcp_reset']);
  });
});
