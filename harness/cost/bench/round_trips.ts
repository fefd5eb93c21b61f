/** What is timed: operations of the model that end where they began, so that they can be done over and over. */
import { runFixture } from '../../run/run.ts';
import type { Machine } from '../../types/scenario.ts';
import { bootBare } from '../bare_machine.ts';
import { lifeFixture } from '../life_fixture.ts';
import { addAt, block, neighboursOnline, type Stage } from '../operations.ts';

export const roundTripIds = [
  'add, remove',
  'online_movable, offline',
  'online_kernel, offline',
  'add, online_movable, offline, remove',
] as const;
export type RoundTripId = (typeof roundTripIds)[number];

export interface RoundTrip {
  /** Goes round once. Throws when an operation does not do what it is meant to. */
  run: () => void;
  /** Why its result is wrong, where the design's is. */
  wrong?: string;
}

const neighbours = 2;

/** What leads up to it, and what is done over and over. */
function stagesOf(id: RoundTripId, machine: Machine): { before: Stage[]; round: Stage[] } {
  const kernel = id.includes('online_kernel');
  const words = id.split(', ');
  const stages = words.map((op): Stage => {
    if (op === 'add') return { action: addAt(block, neighbours, machine) };
    if (op === 'remove') return { action: { op: 'remove', dimm: block } };
    return { action: { op: op as 'online_movable' | 'online_kernel' | 'offline', block } };
  });
  const first = words[0] === 'add' ? [] : [{ action: addAt(block, neighbours, machine) }];
  return {
    before: [...neighboursOnline(neighbours, machine, kernel ? 'online_kernel' : 'online_movable'), ...first],
    round: stages,
  };
}

/** Ready to go round; a text where the design does not get there, or not round once. */
export function roundTrip(id: RoundTripId, machine: Machine, stack: string): RoundTrip | string {
  const { before, round } = stagesOf(id, machine);
  const bare = bootBare(machine, stack);
  const perform = ({ action }: Stage): void => {
    const ret = bare.perform(action);
    if (ret !== 0) throw new Error(`${action.op} gave ${ret}`);
  };
  const run = (): void => {
    round.forEach(perform);
    // What nobody reads would only grow.
    bare.take();
    bare.k.notifications.length = 0;
  };
  try {
    before.forEach(perform);
    run();
  } catch (error) {
    return (error as Error).message;
  }
  const wrong = wrongIn([...before, ...round], machine, stack);
  return wrong === undefined ? { run } : { run, wrong };
}

/** The first thing that is wrong in it, judged as a scenario is. */
function wrongIn(stages: readonly Stage[], machine: Machine, stack: string): string | undefined {
  const { verdict, violations, failure } = runFixture(lifeFixture(stages, machine), stack, { observations: false });
  // Hygiene leaves the result right: a lock not held shows in no number of a single run.
  const first = violations.find((violation) => violation.class !== 'hygiene');
  if (verdict === 'ok' || (first === undefined && failure === undefined)) return undefined;
  return first ? `${verdict} ${first.invariant}` : `${verdict}: ${failure?.message ?? ''}`;
}
