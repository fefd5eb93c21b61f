import { describe, expect, test } from 'vitest';
import { conform } from '../../harness/oracle/conform.ts';
import { coverageOf, graphToCover, isCover, transitionsSeen } from '../../harness/oracle/covered.ts';
import type { RecordedStep, Recording } from '../../harness/oracle/recording.ts';
import { bootSession } from '../../harness/run/session.ts';
import type { Action, PagesOf } from '../../harness/types/scenario.ts';
import { machines } from '../explore/walks.ts';
import { recordings } from './recordings.ts';

const machine = machines.get('x86-64-128M')!;
const graph = graphToCover('linux@6.1', machine);
const width = graph.moves.length;

/** A recording of the preset's guest, without anything seen. */
function recorded(steps: (Action[] | Partial<RecordedStep>)[], more: Partial<Recording> = {}): Recording {
  const stepWith = (step: Action[] | Partial<RecordedStep>): RecordedStep => ({
    title: '',
    actions: [],
    busy: [],
    ownPageblocks: [],
    observation: {},
    walkDied: false,
    line: 0,
    ...(Array.isArray(step) ? { actions: step } : step),
  });
  return { machine, steps: [[], ...steps].map(stepWith), ...more } as Recording;
}

/** Titles of the moves after which it looks. */
const movesSeen = (recording: Recording): string[] =>
  transitionsSeen(recording, graph, machine).map((at) => graph.moves[at % width]!.title);

const first = machine.firstHotPfn;
const add = (dimm: string, at = first): Action => ({ op: 'add', dimm, pages: 32768, node: 0, at });
const block = first / 32768;
const inject = (errno: number): Action => ({ op: 'inject', action: 'MEM_GOING_ONLINE', errno });

describe('the transitions that a recording shows', () => {
  test('are told by what is done where, whatever a DIMM is called', () => {
    expect(
      movesSeen(recorded([[add('x')], [{ op: 'online_kernel', block }], [{ op: 'offline', block: 'x' }]])),
    ).toEqual(['add d0', 'online_kernel d0', 'offline d0']);
    expect(movesSeen(recorded([[add('x', first + 32768)], [{ op: 'remove', dimm: 'x' }]]))).toEqual([
      'add d1',
      'remove d1',
    ]);
  });

  test('begin where the one before ended', () => {
    const [added, onlined] = transitionsSeen(recorded([[add('x')], [{ op: 'online_kernel', block }]]), graph, machine);
    expect(Math.floor(added! / width)).toBe(0);
    expect(Math.floor(onlined! / width)).toBe(graph.next[added!]);
  });

  test('of a step that does several moves are the last', () => {
    expect(movesSeen(recorded([[add('x'), { op: 'online_movable', block }]]))).toEqual(['online_movable d0']);
  });

  test('end where it leaves the alphabet', () => {
    expect(movesSeen(recorded([[add('x')], [{ op: 'signal' }], [{ op: 'online_kernel', block }]]))).toEqual(['add d0']);
    expect(movesSeen(recorded([[{ ...add('x'), pages: 65536 } as Action]]))).toEqual([]);
  });

  test('are those of a vetoed move only where the veto ends with it', () => {
    const vetoed: Action[] = [inject(16), { op: 'online_kernel', block }, inject(0)];
    expect(movesSeen(recorded([[add('x')], vetoed]))).toEqual(['add d0', 'online_kernel d0, vetoed']);
    expect(movesSeen(recorded([[add('x')], vetoed.slice(0, 2)]))).toEqual(['add d0']);
  });

  test('end where it was given what was in the way', () => {
    const busy: PagesOf[] = [{ block, first: 0, nr: 1 }];
    expect(movesSeen(recorded([[add('x')], { actions: [{ op: 'online_kernel', block }], busy }]))).toEqual(['add d0']);
  });

  test('are none on another machine', () => {
    const other = { ...machine, config: { ...machine.config, memmap_on_memory: 'off' as const } };
    expect(movesSeen(recorded([[add('x')]], { machine: other }))).toEqual([]);
  });
});

describe('of all that the model does with two blocks, the recordings', () => {
  const covers = recordings.filter(isCover);
  const results = covers.map((recording) => conform(recording, bootSession));
  const coverage = coverageOf(covers, results, machine);

  test.each([
    ['cloud61', 'linux@6.1'],
    ['cloud612', 'linux@6.12'],
  ])('confirm nine transitions in ten on %s', (kernel, as) => {
    const found = coverage.find((each) => each.kernel === kernel && each.as === as)!;
    expect(found.confirmed / found.transitions).toBeGreaterThanOrEqual(0.9);
    expect(found.confirmed).toBeLessThanOrEqual(found.transitions);
  });

  test('confirm nothing where one differs', () => {
    const [one] = covers as [Recording];
    const differing = { ...results[0]!, different: 1 };
    expect(coverageOf([one], [results[0]!], machine)[0]!.confirmed).toBeGreaterThan(0);
    expect(coverageOf([one], [differing], machine)[0]!.confirmed).toBe(0);
  });
});
