import { compareFaultStandings, type FaultAnalysis } from './faults.ts';
import { kernelIds } from './kernels.ts';
import type { IndexedReport } from './report_index.ts';
import { compareStandings, inPlaces, outcomeOf, type Standing, standingOf } from './standing.ts';
import { standingText } from './words.ts';

/** The designs from the one that holds up best to the one that holds up worst. */
export interface Ranking {
  /** All of them, the reference in its place; ties keep the order of the report. */
  standings: Standing[];
  /** Those that compete, by place: the kernel as it is does not, and no kernel of which only a part is seen. */
  competing: Standing[][];
  /** As a reader is told: the competitors, then the reference apart. */
  lines: RankingLine[];
}

export interface RankingLine extends Pick<Standing, 'design' | 'because'> {
  /** `1`, shared by designs that tie; `-` for the reference. */
  place: string;
  /** `oscar@v5`, `unpatched (reference)`. */
  name: string;
  /** `2 faults: 1 crash with DEBUG_VM, 1 hygiene; all inherited`. */
  text: string;
  /** What fixtures say of it; absent where that is what `text` says, as nobody looked for faults. */
  onFixtures?: string;
}

/** By faults; by fixtures where nobody looked for faults. A design that gave no answer cannot be praised for it. */
export function rankingOf({ header, ofDesign }: IndexedReport, faults: FaultAnalysis): Ranking {
  const faultsOf = ({ design }: Standing) => faults.standings.find((one) => one.design === design)!;
  const compare = (a: Standing, b: Standing): number =>
    faults.known
      ? a.inconclusive - b.inconclusive || compareFaultStandings(faultsOf(a), faultsOf(b))
      : compareStandings(a, b);
  const standings = header.designs
    .map(({ id }) => standingOf(id, (ofDesign.get(id) ?? []).map(outcomeOf)))
    .sort(compare);
  const isReference = ({ design }: Standing): boolean => design === header.reference;
  const kernels = kernelIds(header);
  const isSeen = ({ design }: Standing): boolean => kernels.has(design);
  const competing = inPlaces(
    standings.filter((standing) => !isReference(standing) && !isSeen(standing)),
    compare,
  );
  const line = (standing: Standing, place: string, name = standing.design): RankingLine => {
    const { design, because } = standing;
    const text = standingText(standing);
    if (!faults.known) return { design, place, name, text, ...(because ? { because } : {}) };
    const [worst] = faultsOf(standing).faults;
    const shown = worst && {
      class: worst.class,
      fixture: worst.scenario.fixture,
      invariant: worst.firstWrong.invariant,
      needs: worst.needs,
    };
    return {
      design,
      place,
      name,
      ...withText(standing, faultsOf(standing).text),
      ...(shown ? { because: shown } : {}),
    };
  };
  let place = 1;
  const judged = competing.flatMap((tied) => {
    const lines = tied.map((standing) => line(standing, `${place}`));
    place += tied.length;
    return lines;
  });
  const apart = standings.filter(isReference).map((standing) => line(standing, '-', `${standing.design} (reference)`));
  const seen = standings.filter(isSeen).map((standing) => line(standing, '-', `${standing.design} (observed)`));
  return { standings, competing, lines: [...judged, ...apart, ...seen] };
}

function withText(standing: Standing, faults: string): Pick<RankingLine, 'text' | 'onFixtures'> {
  const unanswered = standing.inconclusive > 0 ? `${standing.inconclusive} without an answer, ` : '';
  return { text: `${unanswered}${faults}`, onFixtures: standingText(standing) };
}
