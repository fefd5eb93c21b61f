import type { Provenance, Report } from '../report/report.ts';
import { inOrder, isTie, type Outcome, ranking, type Standing, standingOf } from './ranking.ts';

/** One idea, judged by the reading of it that holds up best, so that nobody is judged by a straw man. */
export interface Family {
  family: string;
  /** Its revisions that ran, those shown as columns first. */
  designs: string[];
  best: Standing;
  /** Others that nothing counted tells from the best. */
  asGood: string[];
  provenance: Provenance;
  /** True when the best reading is one of the columns. */
  shown: boolean;
}

interface Reading {
  id: string;
  family: string;
  provenance: Provenance;
  shown: boolean;
  standing: Standing;
}

/** The ideas from the one whose best reading holds up best; empty where no idea has more than one reading in the report. */
export function familiesOf(report: Report): Family[] {
  const readings = [...columns(report), ...revisions(report)];
  const names = [...new Set(readings.map(({ family }) => family))];
  const families = names.map((family) => familyOf(family, readings));
  if (families.every(({ designs }) => designs.length < 2)) return [];
  const order = inOrder(families.map(({ best }) => best));
  return families.sort((a, b) => order.indexOf(a.best) - order.indexOf(b.best));
}

function familyOf(family: string, readings: readonly Reading[]): Family {
  const own = readings.filter((reading) => reading.family === family);
  const [best, ...others] = inOrder(own.map(({ standing }) => standing));
  const { provenance, shown } = own.find(({ standing }) => standing === best)!;
  return {
    family,
    designs: own.map(({ id }) => id),
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
  return (header.revisions ?? []).map(({ id, family, provenance }) => {
    const outcomes = fixtures.map(({ fixture, revisions }): Outcome => {
      const found = revisions?.find(({ designs }) => designs.includes(id));
      if (found === undefined) return { fixture, verdict: 'ok', worst: undefined, invariant: '' };
      return { fixture, verdict: found.verdict, worst: found.worst, invariant: found.invariant ?? found.verdict };
    });
    return { id, family: family ?? id, provenance, shown: false, standing: standingOf(id, outcomes) };
  });
}
