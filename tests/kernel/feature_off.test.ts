import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listDesigns } from '../../harness/run/designs.ts';
import { bootSession } from '../../harness/run/session.ts';
import type { Action } from '../../harness/types/scenario.ts';
import { smallMachine, step } from './machine.ts';

const blocks = [4, 5, 6];
const action = fc.oneof(
  fc.constantFrom<Action>(
    ...blocks.flatMap((block): Action[] => [
      { op: 'online', block },
      { op: 'online_kernel', block },
      { op: 'online_movable', block },
      { op: 'offline', block },
    ]),
  ),
  fc.constantFrom<Action>(
    { op: 'remove', dimm: 'd0' },
    { op: 'remove', dimm: 'd1' },
    { op: 'add', dimm: 'd0', pages: 64, node: 1 },
  ),
  fc.constantFrom<Action>(
    { op: 'inject', action: 'MEM_GOING_ONLINE', errno: -16 },
    { op: 'inject', action: 'MEM_GOING_ONLINE', errno: 0 },
  ),
);
const machine = smallMachine();
const off = { ...machine, config: { ...machine.config, memmap_on_memory: 'off' as const } };

it.each(
  listDesigns()
    .filter(({ id, on }) => id !== 'unpatched' && on.includes('linux@5.12'))
    .map(({ id }) => id),
)('%s is the unpatched kernel with the feature off, in every observation and counter', (design) => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 8 }), (actions) => {
      const run = (stack: string) => {
        const session = bootSession(off, stack);
        session.step(step(...blocks.map((_, i): Action => ({ op: 'add', dimm: `d${i}`, pages: 64, node: 1 }))));
        return actions.map((each) => session.step(step(each)));
      };
      expect(run(`linux@5.12+${design}`)).toEqual(run('linux@5.12+unpatched'));
    }),
    { numRuns: 25 },
  );
});
