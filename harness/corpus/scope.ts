import type { Machine } from '../types/scenario.ts';
import { evaluate } from './arithmetic.ts';
import { Held } from './held.ts';
import { Layout } from './layout.ts';
import { letters } from './letters.ts';
import { Complaint, stepRoot } from './problem.ts';

/** What names mean while a scenario is read: the machine's letters, and the DIMMs added so far. */
export interface Scope {
  machine: Machine;
  layout: Layout;
  /** The letters' names: no DIMM may have one. */
  reserved: readonly string[];
  /** Arithmetic over letters and DIMMs (`d0` and `d0[1]` are first pfns), or the number itself. */
  number(value: string | number): number;
  /** Pages that the steps so far took and did not give back. */
  held: Held;
  /** Throws a complaint about the step's `node` where the machine has none of that number. */
  checkNode(node: number): void;
}

export function makeScope(machine: Machine): Scope {
  const layout = new Layout(machine);
  const values = letters(machine);
  const reserved = Object.keys(values);
  return {
    machine,
    layout,
    reserved,
    held: new Held(),
    checkNode(node) {
      if (machine.nodes.some((known) => known.node === node)) return;
      throw new Complaint(
        'bad-value',
        `the machine has no node ${node}`,
        `nodes of ${machine.id}: ${machine.nodes.map((known) => known.node).join(', ')}`,
        [stepRoot, 'node'],
      );
    },
    number: (value) => {
      if (typeof value === 'number') {
        if (Number.isSafeInteger(value)) return value;
        throw new Complaint('bad-arithmetic', `${value} is not a whole number`, 'pages and pfns are whole numbers');
      }
      const lookup = (name: string): number | undefined =>
        Object.hasOwn(values, name)
          ? values[name]
          : layout.names.includes(name.replace(/\[.*/, ''))
            ? layout.range(name).first
            : undefined;
      return evaluate(value, lookup, [...reserved, ...layout.names]);
    },
  };
}
