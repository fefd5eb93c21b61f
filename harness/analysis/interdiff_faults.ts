import { rankOf, showing } from '../types/consequence.ts';
import type { Fault } from '../types/fault.ts';
import { type ConsequenceClass, consequenceClasses, exposureOf, exposures, type Need } from '../types/result.ts';
import { violationsOf } from './fault_rule.ts';
import type { IndexedReport } from './report_index.ts';

interface Comes {
  class: ConsequenceClass;
  /** What it takes for that. */
  needs: Need[];
}

/** One fault as a cover letter tells it. */
export interface InterdiffFault extends Comes {
  fault: string;
  title: string;
  hunk: Fault['hunk'];
  /** Whose patch the hunk is of; the release for code of the base. */
  of: string;
  /** Of the base or of a patch below both designs: neither of them wrote it. */
  inherited: boolean;
  /** Of a mended fault the functions of the later design that mend it; empty where no scenario shows it being mended. */
  by?: string[];
  /** Of a kept one, where it came to something else before. */
  was?: Comes;
}

export interface InterdiffFaults {
  mended: InterdiffFault[];
  new: InterdiffFault[];
  /** In both; what each comes to in the later design. */
  kept: InterdiffFault[];
}

/** `mending`: the functions of the later design that mend a fault of the earlier. The gravest come first in each list. */
export function faultsBetween(
  report: IndexedReport,
  [before, after]: readonly [before: string, after: string],
  mending: (fault: Fault) => readonly string[] | undefined,
): InterdiffFaults {
  const ideas = [before, after].map(nameOf);
  const all: InterdiffFaults = { mended: [], new: [], kept: [] };
  for (const fault of report.faults ?? []) {
    const { id, title, hunk, of, designs } = fault;
    const told = { fault: id, title, hunk, of, inherited: !ideas.includes(nameOf(of)) };
    const [was, is] = [comesTo(report, fault, before), comesTo(report, fault, after)];
    if (!designs.includes(after)) all.mended.push({ ...told, ...was, by: [...(mending(fault) ?? [])] });
    else if (!designs.includes(before)) all.new.push({ ...told, ...is });
    else all.kept.push({ ...told, ...is, ...(weight(was) === weight(is) ? {} : { was }) });
  }
  for (const list of Object.values(all)) list.sort((a: Comes, b: Comes) => weight(a) - weight(b));
  return all;
}

/** `david` of `david@v10`. */
const nameOf = (id: string): string => id.split('@')[0]!;

/** What it comes to in one of the designs, with the least that it takes for that. */
function comesTo(report: IndexedReport, fault: Fault, design: string): Comes {
  const violations = violationsOf(report, fault, design);
  const worst = consequenceClasses.find((name) => violations.some((each) => each.class === name));
  if (worst === undefined) return { class: fault.class, needs: fault.needs };
  return { class: worst, needs: showing(violations, worst)?.needs ?? [] };
}

/** Less is worse: by class, then by what it takes. */
const weight = ({ class: name, needs }: Comes): number =>
  rankOf(name) * exposures.length + exposures.indexOf(exposureOf(needs));

/** How a kept fault moved; undefined where it comes to what it came to. */
export const isWorse = ({ was, ...is }: InterdiffFault): boolean | undefined =>
  was === undefined ? undefined : weight(is) < weight(was);
