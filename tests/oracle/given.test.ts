import { describe, expect, test } from 'vitest';
import { confirm } from '../../harness/oracle/confirm.ts';
import { conform } from '../../harness/oracle/conform.ts';
import { withNeededPages } from '../../harness/oracle/import/needed.ts';
import type { Recording } from '../../harness/oracle/recording.ts';
import { play } from '../../harness/oracle/replay.ts';
import { bootSession } from '../../harness/run/session.ts';
import { recordings } from './recordings.ts';

const called = (id: string) => recordings.find((each) => each.id === id) as Recording;
const givenAt = ({ steps }: Recording) => steps.flatMap(({ busy }, step) => (busy.length > 0 ? [step] : []));

describe('what a recording gives', () => {
  // Steps: boot, add, online, offline that is EBUSY because of a page the guest took.
  const short = (): Recording => {
    const recording = structuredClone(called('cloud61/small_mom1'));
    return { ...recording, steps: recording.steps.slice(0, 4) };
  };

  test('is counted apart, with all that is seen at that step', () => {
    const recording = short();
    const { given, equal, compared, byField } = conform(recording, bootSession);
    expect(byField['result']).toMatchObject({ compared: 2, equal: 2, given: 1 });
    const before = conform({ ...recording, steps: recording.steps.slice(0, 3) }, bootSession);
    expect([equal, compared]).toEqual([before.equal, before.compared]);
    expect(given).toBeGreaterThan(20);
  });

  test('is a difference where it is not what comes out', () => {
    const recording = short();
    recording.steps[3]!.observation['max_pfn'] = { max_pfn: 1 };
    expect(conform(recording, bootSession)).toMatchObject({ different: 1 });
  });

  test('confirms no function that runs nowhere else', () => {
    const names = Object.keys(confirm([short()]).functions).map((id) => id.replace(/^.*:|@.*$/g, ''));
    expect(names).toContain('undo_isolate_page_range');
    expect(names).not.toContain('start_isolate_page_range');
  });
});

describe('pages in the way', () => {
  test('are not given where the model finds a memmap there by itself', () => {
    const recording = structuredClone(called('cloud61/second_memmap_on_first'));
    // The page that the kernel dumped at its EBUSY: the first of block 48.
    recording.steps[4]!.busy = [{ block: 48, first: 0, nr: 1 }];
    expect(givenAt(withNeededPages(recording))).toEqual([]);
  });

  test('are given where nothing else refuses', () => {
    const recording = called('cloud61/small_mom1');
    expect(givenAt(withNeededPages(recording))).toEqual([3, 5, 9, 10, 11, 14]);
  });

  test('are given where the step did not say how it ended', () => {
    const recording = structuredClone(called('cloud61/second_memmap_on_first'));
    recording.steps[4]!.busy = [{ block: 48, first: 0, nr: 1 }];
    delete recording.steps[4]!.observation['result'];
    expect(givenAt(withNeededPages(recording))).toEqual([4]);
  });
});

describe('the recordings give pages', () => {
  const giving = recordings.filter((recording) => givenAt(recording).length > 0);

  test.each(giving.map((recording) => [recording.id, recording] as const))(
    '%s: no more than it needs',
    (_, recording) => {
      expect(givenAt(withNeededPages(recording))).toEqual(givenAt(recording));
    },
  );

  /**
   * Why a page is in use that hotplug did not take: boot put it there, or a running kernel did, because the block is in the
   * first zone that a processor's node takes kernel memory from.
   */
  function reasons(recording: Recording): string[] {
    const session = bootSession(recording.machine, recording.as);
    return recording.steps.flatMap((step) => {
      const found = step.busy.map(({ block }) => {
        const pfn = Number(block) * recording.machine.pagesPerBlock;
        if (pfn < recording.machine.firstHotPfn) return 'boot memory';
        const zone = session.k.page_zone(session.k.pfn_to_page(pfn));
        const node = session.k.node_data[zone?.node ?? -1];
        const first = node?.zonelist.split(' ').find((key) => !key.endsWith(':Movable'));
        if (first !== `${zone?.node}:${zone?.name}`) return 'no reason';
        // From v6.17 on slab gives its empty pages back only with a node's last memory (mm/slub.c:slab_mem_going_offline_callback).
        return node?.hasCpu ? 'first zone' : recording.as === 'linux@7.3' ? 'slab' : 'no reason';
      });
      play(session, step);
      return found;
    });
  }

  test('only where a guest uses its own memory: 74 lines in 34 recordings', () => {
    const found = giving.flatMap(reasons);
    const count = (reason: string) => found.filter((each) => each === reason).length;
    expect([giving.length, found.length]).toEqual([34, 74]);
    expect([count('boot memory'), count('first zone'), count('slab')]).toEqual([0, 65, 9]);
  });
});
