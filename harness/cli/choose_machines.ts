import { matchesGlob } from '../corpus/glob.ts';
import { loadMachines } from '../corpus/load.ts';
import { suggest } from '../corpus/suggest.ts';
import type { Machine } from '../types/scenario.ts';
import { Failure } from './exit.ts';

/**
 * Presets of which no two agree in what decides where things come to lie: blocks of one section and of many, memmap that
 * is no whole pageblock, that fills a section and a part of the next, other sizes of page, and zones that end within a
 * block or are not there yet.
 */
export const fiveThatDiffer = [
  'x86-64-128M',
  'x86-64-8G-full-and-shared-section',
  's390-256M',
  'arm64-64K',
  'x86-64-fresh-node',
] as const;

/** Presets by id or glob, in their order; {@link fiveThatDiffer} where nothing is asked for. */
export async function chooseMachines(patterns: readonly string[]): Promise<Machine[]> {
  const { machines } = await loadMachines();
  if (patterns.length === 0) return fiveThatDiffer.map((id) => machines.get(id)!);
  const ids = [...machines.keys()];
  for (const pattern of patterns)
    if (!ids.some((id) => matchesGlob(pattern, id)))
      throw new Failure('noMatch', `no machine "${pattern}"`, `${suggest(pattern, ids)} \`list machines\` has all`);
  return [...machines.values()].filter(({ id }) => patterns.some((pattern) => matchesGlob(pattern, id)));
}
