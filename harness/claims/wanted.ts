/** The right-hand side of a check: `> 0`, `N - V`, `!= Movable`. */
import { evaluate } from '../corpus/arithmetic.ts';
import { symbolsOf } from '../corpus/symbols.ts';
import type { Scalar } from '../types/observation.ts';
import type { Fixture } from '../types/scenario.ts';

const operators = {
  '==': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
  '>=': (a: number, b: number) => a >= b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '<': (a: number, b: number) => a < b,
} as const;

export type Symbols = Readonly<Record<string, number>>;

/** N, V and the other symbols of a scenario's machine, and its DIMMs by their first pfn. */
export function symbolsIn(fixture: Fixture): { value(text: string, more?: Symbols): number } {
  const known: Record<string, number> = { ...symbolsOf(fixture.machine) };
  for (const { actions } of fixture.steps)
    for (const action of actions) if (action.op === 'add' && action.at !== undefined) known[action.dimm] ??= action.at;
  return {
    value(text, more = {}) {
      const all = { ...known, ...more };
      const lookup = (name: string): number | undefined => {
        const [, dimm = '', index] = /^(\w+)\[(\d+)\]$/.exec(name) ?? [];
        if (index !== undefined && all[dimm] !== undefined)
          return all[dimm] + Number(index) * fixture.machine.pagesPerBlock;
        return all[name];
      };
      return evaluate(text, lookup, Object.keys(all));
    },
  };
}

export interface Wanted {
  holds: boolean;
  /** The right side worked out: `> 0`, `32256 (N - V)`. */
  text: string;
}

/** Compares text as text, numbers as numbers. Errors: Complaint for arithmetic that cannot be worked out. */
export function compare(value: Scalar, is: string | number, arithmetic: (text: string) => number): Wanted {
  const [, sign = '==', right = ''] = /^\s*(==|!=|>=|<=|>|<)?\s*(.*)$/s.exec(String(is)) ?? [];
  const shown = sign === '==' ? '' : `${sign} `;
  if (typeof value === 'string')
    return { holds: sign === '!=' ? value !== right : value === right, text: `${shown}${right}` };
  const number = arithmetic(right);
  const words = /^\d+$/.test(right.trim()) ? String(number) : `${number} (${right.trim()})`;
  return { holds: operators[sign as keyof typeof operators](value, number), text: `${shown}${words}` };
}
