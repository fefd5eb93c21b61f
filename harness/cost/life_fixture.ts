/** A life as a scenario, for what runs scenarios only: the invariants, and designs from files. */
import type { Fixture, Machine, Step } from '../types/scenario.ts';
import type { Stage } from './operations.ts';

export function lifeFixture(life: readonly Stage[], machine: Machine): Fixture {
  const steps = life.map(({ action, fails }): Step => {
    return {
      title: action.op,
      actions: [action],
      expect: { ret: fails ? 'ENOMEM' : 0, fields: {} },
      line: 0,
      column: 0,
    };
  });
  return {
    id: `cost/${machine.id}`,
    title: 'the life of a block whose cost is counted',
    about: '',
    topic: 'cost',
    file: '',
    hash: '',
    machine,
    claims: [],
    steps,
  };
}
