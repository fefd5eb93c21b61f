import type { BlockRef, Machine } from '../types/scenario.ts';
import { evaluate } from './arithmetic.ts';
import { parseBlockRef } from './block_ref.ts';
import { Held } from './held.ts';
import { Layout } from './layout.ts';
import { type FigureKind, pageCount } from './page_count.ts';
import { Complaint, stepRoot } from './problem.ts';
import { symbolsOf } from './symbols.ts';

/** What names mean while a scenario is read: the machine's symbols, and the DIMMs added so far. */
export interface Scope {
  machine: Machine;
  layout: Layout;
  /** The symbols' names: no DIMM may have one. */
  reserved: readonly string[];
  /** Arithmetic over symbols and DIMMs (`d0` and `d0[1]` are first pfns), or the number itself: an expected value. */
  number(value: string | number): number;
  /** A figure of a step, with its unit: a pfn where it is a place, pages where it is a count. */
  figure(value: string | number, kind: FigureKind): number;
  /** The blocks that a reference names: numbers, or with {@link ScopeOptions.late} the names themselves. */
  blocks(ref: string | number): BlockRef[];
  /** Where DIMMs land is not known before the run. */
  late: boolean;
  /** The fixture is for a real guest too. */
  guest: boolean;
  /** Pages that the steps so far took and did not give back. */
  held: Pick<Held, 'occupy' | 'release'>;
  /** Throws a complaint about the step's `node` where the machine has none of that number. */
  checkNode(node: number): void;
}

export interface ScopeOptions {
  /** For a machine that places DIMMs itself, as a guest does: blocks keep their names, `add` its place only if it says one. */
  late?: boolean;
  guest?: boolean;
}

export function makeScope(machine: Machine, { late = false, guest = false }: ScopeOptions = {}): Scope {
  const layout = new Layout(machine);
  const values = symbolsOf(machine);
  const reserved = Object.keys(values);
  const lookup = (name: string): number | undefined =>
    Object.hasOwn(values, name)
      ? values[name]
      : layout.names.includes(name.replace(/\[.*/, ''))
        ? layout.range(name).first
        : undefined;
  const known = () => [...reserved, ...layout.names];
  return {
    late,
    guest,
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
      return evaluate(value, lookup, known());
    },
    figure: (value, kind) => pageCount(value, kind, { ...machine, lookup, names: known() }),
    blocks(ref) {
      const numbers = layout.blocks(ref);
      const parsed = late ? parseBlockRef(ref) : undefined;
      if (!parsed || 'block' in parsed) return numbers;
      return numbers.map((_, i) => `${parsed.dimm}[${(parsed.from ?? 0) + i}]`);
    },
  };
}
