/** The faults of a report, design by design. */
import { visibleIn } from '../text/visible.ts';
import type { Fault } from '../types/fault.ts';
import type { Header, ReportResult } from '../types/report.ts';
import type { Fixture } from '../types/scenario.ts';
import { faultsOf, type Told } from './of_design.ts';
import { subjectOf } from './subject.ts';

/** All that is needed to find the faults of one design; can be cloned. */
export interface FaultTask {
  design: string;
  base: string;
  without: readonly string[];
  fixtures: Fixture[];
  told: Told[];
}

/** One task per design that goes wrong anywhere. */
export function faultTasks(
  { base, without }: Pick<Header, 'base' | 'without'>,
  designs: readonly string[],
  fixtures: readonly Fixture[],
  results: readonly ReportResult[],
): FaultTask[] {
  return designs.flatMap((design) => {
    const wrong = new Map(
      results
        .filter((result) => result.design === design && result.violations.length > 0)
        .map(({ fixture, violations, evidence }) => [fixture, { fixture, violations, evidence }]),
    );
    if (wrong.size === 0) return [];
    const its = fixtures.filter(({ id }) => wrong.has(id));
    return [{ design, base, without, fixtures: its, told: [...wrong.values()] }];
  });
}

export function faultsOfTask({ design, base, without, fixtures, told }: FaultTask): Fault[] {
  const byFixture = new Map(told.map((each) => [each.fixture, each]));
  return visibleIn(faultsOf({ subject: subjectOf(design, base), fixtures, told: byFixture, without }));
}
