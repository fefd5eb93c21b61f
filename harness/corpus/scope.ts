import { evaluate } from './arithmetic.ts';
import { Layout } from './layout.ts';
import { letters } from './letters.ts';
import { Complaint } from './problem.ts';
import type { Machine } from './types.ts';

/** What names mean while a scenario is read: the machine's letters, and the DIMMs added so far. */
export interface Scope {
  machine: Machine;
  layout: Layout;
  /** The letters' names: no DIMM may have one. */
  reserved: readonly string[];
  /** Arithmetic over letters and DIMMs (`d0` and `d0[1]` are first pfns), or the number itself. */
  number(value: string | number): number;
}

export function makeScope(machine: Machine): Scope {
  const layout = new Layout(machine);
  const values = letters(machine);
  const reserved = Object.keys(values);
  return {
    machine,
    layout,
    reserved,
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
