/** A mistake as a revision of a design would have it: one function of the patch is another. */
import type { KernelFunction, LinkPatch } from '../kernel/link.ts';
import type { Table } from './change.ts';
import type { Mistake } from './mistakes.ts';

/** The function in which the design is mistaken: the last part of `mm/memory_hotplug/online:online_pages_locked`. */
export const mistakenFunction = ({ function: place }: Pick<Mistake, 'function'>): string =>
  place.slice(place.indexOf(':') + 1);

/**
 * The catalogue writes some mistakes down as a change of what the mistaken function calls. Here the calls are the
 * changed ones only while that function runs, so that it alone has another body.
 */
export function hunkOf(mistake: Mistake): LinkPatch {
  const name = mistakenFunction(mistake);
  return {
    id: 'hunk',
    define: (k, base) => {
      const below = base as unknown as Table;
      const changed = mistake.change(k, below);
      const { [name]: own, ...calls } = changed;
      const body = own ?? below[name];
      if (body === undefined) return changed;
      // With no parameters of its own it says nothing of how it may be called.
      if (Object.keys(calls).length === 0) return { [name]: (...args: unknown[]) => body(...args) };
      const table = k as unknown as Table;
      return { [name]: (...args: unknown[]) => withCalls(table, k.calls, calls, () => body(...args)) };
    },
  };
}

/** Runs `body` with other functions in the table; each is noted as running, as a linked one is. */
function withCalls(table: Table, running: string[], calls: Table, body: () => unknown): unknown {
  const before = Object.keys(calls).map((name) => [name, table[name] as KernelFunction] as const);
  for (const [name, call] of Object.entries(calls))
    table[name] = (...args: unknown[]) => {
      running.push(name);
      try {
        return call(...args);
      } finally {
        running.pop();
      }
    };
  try {
    return body();
  } finally {
    for (const [name, call] of before) table[name] = call;
  }
}
