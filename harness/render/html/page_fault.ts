import type { Analysis } from '../../analysis/analysis.ts';
import { needsText } from '../../analysis/words.ts';
import type { Fault } from '../../types/fault.ts';
import type { PageFault } from './page_types.ts';

/** The faults as the page shows them: those of designs from files first, the worst first. */
export function pageFaults({ report, header, focus }: Analysis): PageFault[] {
  const isOwn = ({ designs }: Fault): number => Number(designs.some((id) => focus.includes(id)));
  const ids = header.designs.map(({ id }) => id);
  const faults = [...(report.faults ?? [])].sort((a, b) => isOwn(b) - isOwn(a));
  return faults.map((fault) => {
    const { id, title, class: consequence, exposure, needs, scenario, firstWrong, hunk, exchange, seenIn } = fault;
    return {
      id,
      title,
      consequence,
      exposure,
      takes: needsText(needs),
      has: ids.map((design) => fault.designs.includes(design)),
      of: fault.of,
      hunk: `${hunk.file}: ${hunk.function}()`,
      exchange: exchange?.name ?? '',
      scenario,
      firstWrong,
      seenIn,
      shownIn: shownIn(fault, ids),
      recordings: fault.evidence.recordings,
      said: (fault.saidBy ?? []).map(({ claim, by }) => `${claim} (${by.join(', ')})`),
      mendedBy: (fault.mendedBy ?? []).map(({ by }) => by),
    };
  });
}

/** For each design that has it, the fixture with a trace to draw: the one that the shortest scenario was cut from, if it shows there. */
function shownIn({ seen, scenario }: Fault, designs: readonly string[]): PageFault['shownIn'] {
  return designs.flatMap((design) => {
    const its = seen.filter((each) => each.design === design);
    const best = its.find(({ fixture }) => fixture === scenario.fixture) ?? its[0];
    return best ? [{ design, fixture: best.fixture, step: best.step }] : [];
  });
}
