import { newReins } from '../explore/limits.ts';
import { designPairs } from '../explore/pairs.ts';
import { comparedUnlessTold } from '../explore/product.ts';
import { proveInParallel } from '../explore/prove_parallel.ts';
import { reportProofs } from '../explore/report_proofs.ts';
import { listDesigns } from '../run/designs.ts';
import type { ReportProof } from '../types/report.ts';
import { chooseMachines } from './choose_machines.ts';
import { selectDesigns } from './select.ts';

/** Every two of the designs, and the revisions of their families each with the one before it. */
export async function proveForReport(base: string, ids: readonly string[], threads: number): Promise<ReportProof[]> {
  const all = selectDesigns(listDesigns(), { design: [], allRevisions: true, base });
  const families = new Set(all.filter(({ id }) => ids.includes(id)).map(({ family }) => family));
  const listed = all.filter(({ family }) => families.has(family));
  const pairs = designPairs(listed.map((each) => ({ ...each, isDefault: ids.includes(each.id) })));
  const bound = { base, alphabet: 'default', blocks: 2, maxStates: 600, compared: comparedUnlessTold };
  const reins = newReins(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  const machines = await chooseMachines([]);
  const found = await proveInParallel({ ...bound, pairs, alone: [] }, machines, { threads, reins });
  return reportProofs({ ...bound, about: '', ...found });
}
