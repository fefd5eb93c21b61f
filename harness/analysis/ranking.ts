import type { IndexedReport } from './report_index.ts';
import { compareStandings, inPlaces, outcomeOf, type Standing, standingOf } from './standing.ts';
import { standingText } from './words.ts';

/** The designs from the one that holds up best to the one that holds up worst. */
export interface Ranking {
  /** All of them, the reference in its place; ties keep the order of the report. */
  standings: Standing[];
  /** Those that compete, by place: the kernel as it is does not. */
  competing: Standing[][];
  /** As a reader is told: the competitors, then the reference apart. */
  lines: RankingLine[];
}

export interface RankingLine extends Pick<Standing, 'design' | 'because'> {
  /** `1`, shared by designs that tie; `-` for the reference. */
  place: string;
  /** `oscar@v5`, `unpatched (reference)`. */
  name: string;
  /** `3 crash (2 only with DEBUG_VM); nothing wrong in 9 of 12`. */
  text: string;
}

export function rankingOf({ header, ofDesign }: IndexedReport): Ranking {
  const standings = header.designs
    .map(({ id }) => standingOf(id, (ofDesign.get(id) ?? []).map(outcomeOf)))
    .sort(compareStandings);
  const isReference = ({ design }: Standing): boolean => design === header.reference;
  const competing = inPlaces(standings.filter((standing) => !isReference(standing)));
  const line = (standing: Standing, place: string, name = standing.design): RankingLine => {
    const { design, because } = standing;
    return { design, place, name, text: standingText(standing), ...(because ? { because } : {}) };
  };
  let place = 1;
  const judged = competing.flatMap((tied) => {
    const lines = tied.map((standing) => line(standing, `${place}`));
    place += tied.length;
    return lines;
  });
  const apart = standings.filter(isReference).map((standing) => line(standing, '-', `${standing.design} (reference)`));
  return { standings, competing, lines: [...judged, ...apart] };
}
