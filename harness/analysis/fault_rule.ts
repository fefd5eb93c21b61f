import type { Fault } from '../types/fault.ts';
import {
  type ConsequenceClass,
  consequenceClasses,
  type Exposure,
  exposureOf,
  type Violation,
} from '../types/result.ts';
import type { IndexedReport } from './report_index.ts';

/** The rule in one paragraph, for whoever reads a ranking. Why it is this one: docs/decisions/0011-ranking-by-faults.md. */
export const rankingRule =
  'Designs are compared by their faults, each once, however many fixtures show it. First what it comes to for a user, ' +
  'from crash to wrong number, class by class, the worst first: on a plain kernel and a machine that ' +
  'many have, where nothing is made to fail; where that is equal, on rare machines too; then with debug options too; then ' +
  'after injected failures and direct calls too. Only then what merely costs, slow paths and hygiene, in the same order. ' +
  'What all of them carry decides nothing.';

/** From what happens to every user to what somebody has to make happen. */
export const stages = ['plain', 'rare', 'debug', 'injected'] as const;
export type FaultStage = (typeof stages)[number];

const costs: readonly ConsequenceClass[] = ['slow path', 'hygiene'];
const harms = consequenceClasses.filter((name) => !costs.includes(name));

/** What is compared, in this order. */
const comparisons: readonly { stage: FaultStage; class: ConsequenceClass }[] = [harms, costs].flatMap((classes) =>
  stages.flatMap((stage) => classes.map((name) => ({ stage, class: name }))),
);

export const stageOf = (exposure: Exposure): FaultStage => (exposure === 'debug+injected' ? 'injected' : exposure);

/** What a fault comes to in one design by stage, what an earlier stage shows included; nothing where it does not show. */
export type Comes = Partial<Record<FaultStage, ConsequenceClass>>;

/** What goes wrong with a design that the fault explains. */
export const violationsOf = (report: IndexedReport, { seen }: Fault, design: string): Violation[] =>
  seen
    .filter((each) => each.design === design)
    .flatMap(({ fixture, step, invariants }) =>
      (report.result(fixture, design)?.violations ?? []).filter(
        (violation) => violation.step === step && invariants.includes(violation.invariant),
      ),
    );

/** From the violations that the fault explains there; from what the fault itself says where they are not in the report. */
export function comesTo(report: IndexedReport, fault: Fault, design: string): Comes {
  const found = violationsOf(report, fault, design).map(({ class: name, needs }) => ({
    class: name,
    stage: stageOf(exposureOf(needs)),
  }));
  const all = found.length > 0 ? found : [{ class: fault.class, stage: stageOf(fault.exposure) }];
  const comes: Comes = {};
  for (const [at, stage] of stages.entries()) {
    const shows = all.filter((each) => stages.indexOf(each.stage) <= at);
    const worst = consequenceClasses.find((name) => shows.some((each) => each.class === name));
    if (worst !== undefined) comes[stage] = worst;
  }
  return comes;
}

/** How many of the faults come to a class in a stage. */
const countOf = (all: readonly Comes[], stage: FaultStage, name: ConsequenceClass): number =>
  all.filter((comes) => comes[stage] === name).length;

/** The first comparison in which two lists part; undefined where nothing tells them apart. */
export function decisiveComparison(a: readonly Comes[], b: readonly Comes[]) {
  return comparisons.find(({ stage, class: name }) => countOf(a, stage, name) !== countOf(b, stage, name));
}

/** Negative where the first list weighs less. */
export function compareFaultLists(a: readonly Comes[], b: readonly Comes[]): number {
  const decisive = decisiveComparison(a, b);
  return decisive === undefined
    ? 0
    : countOf(a, decisive.stage, decisive.class) - countOf(b, decisive.stage, decisive.class);
}
