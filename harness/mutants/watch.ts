import { type KernelFunction, type LinkPatch, sourceFiles } from '../kernel/link.ts';
import { conform } from '../oracle/conform.ts';
import type { Recording } from '../oracle/recording.ts';
import { bootSession } from '../run/session.ts';
import type { Watched } from './rules.ts';

/** Functions of the table that run while the recordings are replayed on what they are of, and what they return. */
export function watchReplays(recordings: readonly Recording[]): Watched[] {
  const returns = new Map<string, Watched['returns']>();
  const bodies = new Map<string, { id: string; parameters: string[] }>();
  const patch: LinkPatch = {
    id: 'watched',
    define: (k, base) => {
      const watched: Record<string, KernelFunction> = {};
      for (const { file, define } of sourceFiles)
        for (const [name, body] of Object.entries(define(k))) {
          bodies.set(name, { id: `${file}:${name}`, parameters: parametersOf(body as KernelFunction) });
          const real = base[name as keyof typeof base] as KernelFunction;
          watched[name] = (...args) => {
            const value = real(...args);
            if (!k.counters.observing) returns.set(name, join(returns.get(name), kindOf(value)));
            return value;
          };
        }
      return watched;
    },
  };
  for (const recording of recordings)
    conform(recording, (machine, stack) => bootSession(machine, stack, { patches: [patch] }));
  return [...returns].flatMap(([name, kind]) => {
    const body = bodies.get(name);
    return body === undefined ? [] : [{ ...body, returns: kind }];
  });
}

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
