import { noCache, openCache } from '../cache/cache.ts';
import type { Fault } from '../types/fault.ts';
import { chooseDesigns } from './choose_designs.ts';
import { computeReport } from './compute.ts';
import type { ListRow } from './list.ts';
import { prepare, type Selection } from './prepare.ts';

export async function faultRows(design: string[]): Promise<ListRow[]> {
  return (await computeFaults(design)).map(({ seen: _, ...fault }) => ({ ...fault }));
}

/** What `compare` finds at fault, of the designs of the default comparison or of those that are named. */
export async function computeFaults(design: string[]): Promise<Fault[]> {
  const selection: Selection = { design, base: 'linux@5.12', fixture: [], without: [] };
  const chosen = await chooseDesigns(selection);
  try {
    const task = await prepare(selection, chosen);
    // A module from elsewhere may be another one tomorrow.
    const cache = chosen.hasOutside ? noCache : openCache();
    const report = await computeReport(
      task,
      { faults: true, claims: true, growth: false, costs: false, proofs: false },
      cache,
    );
    return report.faults ?? [];
  } finally {
    await chosen.close();
  }
}
