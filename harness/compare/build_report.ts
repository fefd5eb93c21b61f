import { visibleIn } from '../text/visible.ts';
import type { Header, Report } from '../types/report.ts';
import type { Fixture } from '../types/scenario.ts';
import { type FixturePart, partOf, type Runner } from './fixture_part.ts';

export interface BuildOptions {
  /** Keep what was seen after each step; it is large. */
  observations?: boolean;
  /** Called after each fixture with how many are done. */
  onProgress?: (done: number, fixture: Fixture) => void;
}

/** Runs every fixture on every design of the header, with the feature as the fixture has it and once more with it off. */
export async function buildReport(
  header: Header,
  fixtures: readonly Fixture[],
  run: Runner,
  options: BuildOptions = {},
): Promise<Report> {
  const parts: FixturePart[] = [];
  for (const [index, fixture] of fixtures.entries()) {
    parts.push(await partOf(header, fixture, run, options));
    options.onProgress?.(index + 1, fixture);
    // Runs are synchronous; without a pause ^C would have to wait for the whole corpus.
    await new Promise(setImmediate);
  }
  return assemble(header, parts);
}

/** The report of the parts, one per fixture in the order of the corpus. */
export function assemble(header: Header, parts: readonly FixturePart[]): Report {
  const traces = parts.flatMap(({ trace }) => (trace ? [trace] : []));
  return {
    header: visibleIn(header),
    results: parts.flatMap(({ results }) => results),
    fixtures: parts.map(({ comparison }) => comparison),
    featureOff: {
      compared: parts.reduce((sum, { featureOff }) => sum + featureOff.compared, 0),
      different: parts.reduce((sum, { featureOff }) => sum + featureOff.different, 0),
      exceptions: parts.flatMap(({ featureOff }) => featureOff.exceptions),
    },
    ...(traces.length > 0 ? { traces } : {}),
  };
}
