import { describe, expect, test } from 'vitest';
import { loadCorpus } from '../../../harness/corpus/load.ts';
import { scenarioOf } from '../../../harness/oracle/live/from_fixture.ts';

const { fixtures } = await loadCorpus();
const fixture = (id: string) => fixtures.find((each) => each.id === id)!;

describe('a fixture for a real guest', () => {
  test('is on a machine with as much memory, and its blocks are counted from the first that is hot-added', () => {
    const { guest, steps } = scenarioOf(fixture('round-trip/movable'));
    expect(guest).toMatchObject({ mem: '4096M', memmapOnMemory: '1', defaultState: 'offline', nodes: [] });
    expect(steps[0]?.ops).toEqual([{ op: 'add', dimm: 'd0', bytes: 2 ** 27, node: 0, at: 0 }]);
    expect(steps[1]?.ops).toEqual([{ op: 'online_movable', block: 'first[0]' }]);
  });

  test('has blocks of 2 GiB on a guest whose memory ends on a multiple of that', () => {
    expect(scenarioOf(fixture('round-trip/2g-block')).guest).toMatchObject({ mem: '66G', append: 'memmap=60G$6G' });
  });

  test('is refused where a guest cannot do it, with file and line', () => {
    expect(() => scenarioOf(fixture('not-eligible/arm64-64k'))).toThrow('no guest here is of arm64');
    expect(() => scenarioOf(fixture('hibernation/offline-block'))).toThrow(
      /hibernation\/offline-block\.yaml:\d+: a real guest cannot hibernate/,
    );
  });
});
