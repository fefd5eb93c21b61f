import { suggest } from '../corpus/suggest.ts';
import type { Fault } from '../types/fault.ts';
import { Failure } from './exit.ts';
import { computeFaults } from './list_faults.ts';
import { layoutOfReader, print } from './terminal.ts';

/** Ids of faults have three parts, those of fixtures two. */
export const namesFault = (pattern: string): boolean => pattern.split('/').length > 2;

/** Prints one fault of the designs that `compare` would compare: by its id, or a part of it that no other has. */
export async function explainFault(pattern: string, design: string[], format: string): Promise<void> {
  const fault = find(pattern, await computeFaults(design));
  if (format === 'json') return print(JSON.stringify({ fault }, null, 2));
  const { renderFault } = await import('../render/explain/fault.ts');
  await print(renderFault(fault, await layoutOfReader()));
}

function find(pattern: string, faults: readonly Fault[]): Fault {
  const exact = faults.find(({ id }) => id === pattern);
  if (exact) return exact;
  const parts = faults.filter(({ id }) => id.includes(pattern));
  if (parts.length === 1) return parts[0]!;
  const ids = (of: readonly Fault[]): string[] => of.map(({ id }) => id);
  if (parts.length > 1)
    throw new Failure('noMatch', `"${pattern}" means ${parts.length} faults`, ids(parts).join(', '));
  throw new Failure('noMatch', `no fault is called "${pattern}"`, suggest(pattern, ids(faults)));
}
