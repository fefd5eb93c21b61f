import { rankOf } from '../types/consequence.ts';
import type { Fault } from '../types/fault.ts';
import { type ConsequenceClass, consequenceClasses, exposures } from '../types/result.ts';
import { type Comes, comesTo, compareFaultLists } from './fault_rule.ts';
import { exposureWord, faultCountText } from './fault_words.ts';
import { focusOf } from './focus.ts';
import type { IndexedReport } from './report_index.ts';

/** What is wrong with the designs of a report, cause by cause. */
export interface FaultAnalysis {
  /** False for a report in which nobody looked for faults: then everything below is empty. */
  known: boolean;
  /**
   * Those of designs from files before the others; by class, the worst first; in a class plain before debug before
   * injected; then by how many fixtures show it.
   */
  rows: FaultRow[];
  /** The best first, the reference where it would stand; ties keep the order of the report. */
  standings: FaultStanding[];
}

export interface FaultRow {
  fault: Fault;
  /** `plain`, `with DEBUG_VM`, `after a failure`, `direct call`. */
  takes: string;
  /** One that is not of one idea: of the base, or of a patch on which designs of several ideas stand. */
  inherited: boolean;
  /** A design from a file has it. */
  focus: boolean;
}

export interface FaultStanding {
  design: string;
  faults: Fault[];
  own: Fault[];
  inherited: Fault[];
  /** What each of `faults` comes to, in the same order. */
  comes: Comes[];
  /** `2 faults: 1 crash after an injected failure, 1 hygiene; both inherited`. */
  text: string;
}

export function faultAnalysisOf(report: IndexedReport): FaultAnalysis {
  if (report.faults === undefined) return { known: false, rows: [], standings: [] };
  const rows = [...report.faults].sort(byGravity).map((fault) => rowOf(report, fault));
  const standings = report.header.designs.map(({ id }) => standingOf(report, rows, id));
  const inOrder = [...rows.filter(({ focus }) => focus), ...rows.filter(({ focus }) => !focus)];
  return { known: true, rows: inOrder, standings: standings.sort(compareFaultStandings) };
}

const byGravity = (a: Fault, b: Fault): number =>
  rankOf(a.class) - rankOf(b.class) ||
  exposures.indexOf(a.exposure) - exposures.indexOf(b.exposure) ||
  b.seenIn.length - a.seenIn.length;

export const compareFaultStandings = (a: FaultStanding, b: FaultStanding): number =>
  compareFaultLists(a.comes, b.comes);

/** The standing as it would be without some faults. */
export function withoutFault(standing: FaultStanding, id: string): FaultStanding {
  const kept = standing.faults.flatMap((fault, at) => (fault.id === id ? [] : [at]));
  return { ...standing, faults: kept.map((at) => standing.faults[at]!), comes: kept.map((at) => standing.comes[at]!) };
}

/** Rows by class, those without any left out. */
export function faultsByClass(rows: readonly FaultRow[]): { class: ConsequenceClass; rows: FaultRow[] }[] {
  return consequenceClasses
    .map((name) => ({ class: name, rows: rows.filter(({ fault }) => fault.class === name) }))
    .filter((group) => group.rows.length > 0);
}

function rowOf({ header }: IndexedReport, fault: Fault): FaultRow {
  const families = header.designs.flatMap(({ id, family = id }) => (fault.designs.includes(id) ? [family] : []));
  const inherited = fault.of === header.base || new Set(families).size > 1;
  const focus = focusOf(header).some((id) => fault.designs.includes(id));
  return { fault, takes: exposureWord(fault.needs), inherited, focus };
}

function standingOf(report: IndexedReport, rows: readonly FaultRow[], design: string): FaultStanding {
  const its = rows.filter(({ fault }) => fault.designs.includes(design));
  const faults = its.map(({ fault }) => fault);
  const [own, inherited] = [false, true].map((is) =>
    its.filter((row) => row.inherited === is).map(({ fault }) => fault),
  ) as [Fault[], Fault[]];
  const comes = faults.map((fault) => comesTo(report, fault, design));
  return { design, faults, own, inherited, comes, text: faultCountText(faults, inherited.length) };
}
