import { matchesGlob } from '../corpus/glob.ts';
import { loadMachines } from '../corpus/load.ts';
import { suggest } from '../corpus/suggest.ts';
import type { Machine } from '../types/scenario.ts';
import { Failure } from './exit.ts';

/**
 * Blocks of 8 GiB, 256 MiB and 128 MiB; memmap of a section and a half, of no whole sub-section, of whole PMDs; boot memory
 * that ends amid a sub-section, or in ZONE_MOVABLE. docs/explore.md says what they leave to others.
 */
export const fiveThatDiffer = [
  'x86-64-128M',
  'x86-64-8G-full-and-shared-section',
  's390-256M-struct-page-80',
  'x86-64-boot-movable',
  'arm64-4K-ends-in-half-a-subsection',
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
