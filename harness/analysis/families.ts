import type { Mended, Provenance } from '../types/report.ts';
import { isKernel } from './kernels.ts';
import type { IndexedReport } from './report_index.ts';
import { compareStandings, type FixtureOutcome, inPlaces, type Standing, standingOf } from './standing.ts';

/** A reading of an idea that holds up best among some. */
export interface Best {
  best: Standing;
  /** Others that nothing counted tells from the best. */
  asGood: string[];
  provenance: Provenance;
}

/** One idea, judged by the reading of it that holds up best, so that nobody is judged by a straw man. */
export interface Family extends Best {
  family: string;
  /** Its revisions that ran, those shown as columns first. */
  designs: string[];
  /** True when the best reading is one of the columns. */
  shown: boolean;
  /**
   * Like with like: the best reading when each has the mends of the code that all designs share, whether it was posted
   * with them or they are put over it. Only where a report has such readings.
   */
  mended?: Best & { mends: string[] };
  /** The best with mistakes of its own repaired on top, where that is better. */
  repaired?: Best;
}

interface Reading {
  id: string;
  family: string;
  provenance: Provenance;
  shown: boolean;
  standing: Standing;
  mended?: Mended | undefined;
}

const isFix = ({ mended }: Reading): boolean => mended?.mends.every(({ id }) => id.startsWith('fix:')) ?? false;

/** The ideas from the one whose best reading holds up best, like held against like; empty where no idea has more than one reading in the report. */
export function familiesOf(report: IndexedReport, standings: readonly Standing[]): Family[] {
  const readings = [...columns(report, standings), ...revisions(report)];
  const names = [...new Set(readings.map(({ family }) => family))];
  const mends = readings.filter(isFix).flatMap(({ mended }) => mended!.mends.map(({ id }) => id));
  const families = names.map((name) =>
    familyOf(
      name,
      readings.filter(({ family }) => family === name),
      [...new Set(mends)].sort(),
    ),
  );
  if (families.every(({ designs }) => designs.length < 2)) return [];
  const judged = (family: Family): Standing => (family.mended ?? family).best;
  return families.sort((a, b) => compareStandings(judged(a), judged(b)));
}

function familyOf(family: string, readings: readonly Reading[], fixes: string[]): Family {
  const plain = readings.filter(({ mended }) => mended === undefined);
  const { shown, ...best } = bestOf(plain);
  const alike = plain.map((reading) => readings.find((one) => isFix(one) && one.mended!.of === reading.id) ?? reading);
  const { shown: _, ...mended } = bestOf(alike);
  const { shown: __, ...repaired } = bestOf(readings);
  return {
    family,
    designs: plain.map(({ id }) => id),
    ...best,
    shown,
    ...(fixes.length > 0 ? { mended: { ...mended, mends: fixes } } : {}),
    ...(fixes.length > 0 && compareStandings(repaired.best, mended.best) < 0 ? { repaired } : {}),
  };
}

function bestOf(readings: readonly Reading[]): Best & { shown: boolean } {
  const [best, ...asGood] = inPlaces(
    readings.map(({ standing }) => standing),
    compareStandings,
  )[0]!;
  const { provenance, shown } = readings.find(({ standing }) => standing === best)!;
  return { best: best!, asGood: asGood.map(({ design }) => design), provenance, shown };
}

function columns({ header }: IndexedReport, standings: readonly Standing[]): Reading[] {
  return header.designs
    .filter((design) => design.id !== header.reference && !isKernel(design))
    .map(({ id, family = id, provenance }) => {
      const standing = standings.find(({ design }) => design === id)!;
      return { id, family, provenance, shown: true, standing };
    });
}

function revisions({ header, fixtures, wrongWith }: IndexedReport): Reading[] {
  return (header.revisions ?? []).map(({ id, family = id, provenance, mended }) => {
    const outcomes = fixtures.map(({ fixture }): FixtureOutcome => {
      const { verdict, worst, invariant = verdict, needs = [] } = wrongWith(id, fixture) ?? { verdict: 'ok' };
      return { fixture, verdict, worst, invariant, needs };
    });
    return { id, family, provenance, shown: false, standing: standingOf(id, outcomes), mended };
  });
}
