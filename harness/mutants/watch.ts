/** Which functions run, and what they return: what can be changed by rule, and where a change can matter. */
import { type KernelFunction, type LinkPatch, link, sourceFiles } from '../kernel/link.ts';
import { conform } from '../oracle/conform.ts';
import type { Recording } from '../oracle/recording.ts';
import { bootSession, patchesOf } from '../run/session.ts';
import { parseStack } from '../run/stack.ts';
import type { Machine } from '../types/scenario.ts';
import type { Watched } from './rules.ts';

/** By name of each function that ran. */
export type Returned = Map<string, Watched['returns']>;

type Body = Pick<Watched, 'id' | 'parameters'>;

/** Links over a model what notes into `returned`, and changes nothing. */
export const watching = (returned: Returned): LinkPatch => ({
  id: 'watched',
  define: (k, base) => {
    const watched: Record<string, KernelFunction> = {};
    for (const [name, body] of Object.entries(base)) {
      // Asked so often that the model has a short cut for it, unless somebody replaced it.
      if (name === 'pfn_to_online_page') continue;
      const real = body as KernelFunction;
      watched[name] = (...args) => {
        const value = real(...args);
        if (!k.counters.observing) returned.set(name, join(returned.get(name), kindOf(value)));
        return value;
      };
    }
    return watched;
  },
});

/** Functions of the table that run while the recordings are replayed on what they are of, and what they return. */
export function watchReplays(recordings: readonly Recording[]): Watched[] {
  const returned: Returned = new Map();
  const bodies = new Map<string, Body>();
  const noted: LinkPatch = {
    id: 'noted',
    define: (k) => {
      for (const { file, define } of sourceFiles)
        for (const [name, body] of Object.entries(define(k))) note(bodies, `${file}:${name}`, name, body);
      return {};
    },
  };
  for (const recording of recordings)
    conform(recording, (machine, stack) => bootSession(machine, stack, { patches: [noted, watching(returned)] }));
  return bothOf(returned, bodies);
}

/** Functions that the stack has of its own or of the kernel, of those that were seen to run. */
export function watchedOf(stackId: string, machine: Machine, returned: Returned): Watched[] {
  const stack = parseStack(stackId);
  const bodies = new Map<string, Body>();
  // Who comes last in the stack comes last in the list.
  for (const [id, body] of link(machine, stack.release, patchesOf(stack)).bodies) {
    const [place = ''] = id.split('@');
    note(bodies, place, place.slice(place.indexOf(':') + 1), body);
  }
  return bothOf(returned, bodies);
}

const note = (bodies: Map<string, Body>, id: string, name: string, body: unknown): void =>
  void bodies.set(name, { id, parameters: parametersOf(body as KernelFunction) });

const bothOf = (returned: Returned, bodies: ReadonlyMap<string, Body>): Watched[] =>
  [...returned].flatMap(([name, returns]) => {
    const body = bodies.get(name);
    return body === undefined ? [] : [{ ...body, returns }];
  });

function kindOf(value: unknown): Watched['returns'] {
  if (value === undefined) return 'undefined';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'number' && value <= 0 && value > -200 ? 'errno' : 'other';
}

function join(known: Watched['returns'] | undefined, now: Watched['returns']): Watched['returns'] {
  return known === undefined || known === now ? now : 'other';
}

/** Names of a function's parameters, from its source; an underscore says that it is not used. */
function parametersOf(body: KernelFunction): string[] {
  const list = /^[^(]*\(([^)]*)\)/.exec(String(body))?.[1] ?? '';
  return list.split(',').map((word) => word.trim().split(/[\s=:]/)[0] as string);
}
