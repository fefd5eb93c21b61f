import { boot } from '../../kernel/boot.ts';
import { type Kernel, link } from '../../kernel/link.ts';
import { parseStack } from '../../run/stack.ts';
import { quietly } from '../../state/counters.ts';
import type { Machine } from '../../types/scenario.ts';

/** The release that the stack stands on, booted on the machine: what boot memory looks like. Throws StackError. */
export function bootReleased(machine: Machine, stack: string): Kernel {
  const { k } = link(machine, parseStack(stack).release, []);
  quietly(k, () => boot(k));
  return k;
}
