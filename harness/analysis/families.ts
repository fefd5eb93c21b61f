import type { Mended, Provenance, Report } from '../types/report.ts';
import { inOrder, isBetter, isTie, type Outcome, ranking, type Standing, standingOf } from './ranking.ts';

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
export function familiesOf(report: Report): Family[] {
  const readings = [...columns(report), ...revisions(report)];
  const names = [...new Set(readings.map(({ family }) => family))];
  const fixes = [
    ...new Set(readings.filter(isFix).flatMap(({ mended }) => mended?.mends.map(({ id }) => id) ?? [])),
  ].sort();
  const families = names.map((family) =>
    familyOf(
      family,
      readings.filter((reading) => reading.family === family),
      fixes,
    ),
  );
  if (families.every(({ designs }) => designs.length < 2)) return [];
  const judged = (family: Family): Standing => (family.mended ?? family).best;
  const order = inOrder(families.map(judged));
  return families.sort((a, b) => order.indexOf(judged(a)) - order.indexOf(judged(b)));
}

function familyOf(family: string, readings: readonly Reading[], fixes: string[]): Family {
  const plain = readings.filter(({ mended }) => mended === undefined);
  const { shown, ...best } = bestOf(plain);
  const alike = plain.map((reading) => readings.find((one) => isFix(one) && one.mended!.of === reading.id) ?? reading);
  const mended = bestOf(alike);
  const repaired = bestOf(readings);
  return {
    family,
    designs: plain.map(({ id }) => id),
    ...best,
    shown,
    ...(fixes.length > 0 ? { mended: { ...without(mended), mends: fixes } } : {}),
    ...(fixes.length > 0 && isBetter(repaired.best, mended.best) ? { repaired: without(repaired) } : {}),
  };
}

const without = ({ best, asGood, provenance }: Best): Best => ({ best, asGood, provenance });

function bestOf(readings: readonly Reading[]): Best & { shown: boolean } {
  const [best, ...others] = inOrder(readings.map(({ standing }) => standing));
  const { provenance, shown } = readings.find(({ standing }) => standing === best)!;
  return {
    best: best!,
    asGood: others.filter((standing) => isTie(best!, standing)).map(({ design }) => design),
    provenance,
    shown,
  };
}

function columns(report: Report): Reading[] {
  const standings = new Map(ranking(report).map((standing) => [standing.design, standing]));
  return report.header.designs
    .filter(({ id }) => id !== report.header.reference)
    .map(({ id, family, provenance }) => {
      return { id, family: family ?? id, provenance, shown: true, standing: standings.get(id)! };
    });
}

function revisions({ header, fixtures }: Report): Reading[] {
  return (header.revisions ?? []).map(({ id, family, provenance, mended }) => {
    const outcomes = fixtures.map(({ fixture, revisions }): Outcome => {
      const found = revisions?.find(({ designs }) => designs.includes(id));
      if (found === undefined) return { fixture, verdict: 'ok', worst: undefined, invariant: '', needs: [] };
      const { verdict, worst, invariant = verdict, needs = [] } = found;
      return { fixture, verdict, worst, invariant, needs };
    });
    return { id, family: family ?? id, provenance, shown: false, standing: standingOf(id, outcomes), mended };
  });
}
