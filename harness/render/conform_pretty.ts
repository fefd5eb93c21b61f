import { getBorderCharacters, table } from 'table';
import type { ComparedCounts, Difference } from '../oracle/conform.ts';
import type { ConformReport } from '../oracle/conform_report.ts';
import type { Coverage } from '../run/evidence.ts';

const right = { alignment: 'right' } as const;

/** How many differences of a recording are shown before the rest is only counted. */
const shown = 12;

/**
 * The report for a terminal: a row per kernel and stack, a row per recording that shows a difference (per recording with
 * `all`), then the first differences as a diff. Plain text, no colour.
 */
export function prettyConform({ kernels, coverage = [] }: ConformReport, all = false): string {
  const total = kernels.reduce<ComparedCounts>(
    (sum, { compared, equal, different, given, notObservable }) => ({
      compared: sum.compared + compared,
      equal: sum.equal + equal,
      different: sum.different + different,
      given: sum.given + given,
      notObservable: sum.notObservable + notObservable,
    }),
    { compared: 0, equal: 0, different: 0, given: 0, notObservable: 0 },
  );
  const recorded = kernels.reduce((sum, { scenarios }) => sum + scenarios, 0);
  const sums = [
    ['kernel', 'as', 'recordings', ...columns],
    ...kernels.map((kernel) => [kernel.kernel, kernel.as, String(kernel.scenarios), ...numbers(kernel)]),
    ['total', '', String(recorded), ...numbers(total)],
  ];
  const rows = kernels.flatMap(({ as, recordings }) =>
    recordings.filter(({ different }) => all || different > 0).map((counts) => [counts.id, as, ...numbers(counts)]),
  );
  return [
    grid(sums, sums.length - 1),
    ...(rows.length === 0 ? [] : ['', grid([['recording', 'as', ...columns], ...rows])]),
    ...kernels.flatMap(differencesOf),
    verdict(total),
    ...coverage.map(confirmedOf),
  ].join('\n');
}

const columns = ['compared', 'equal', 'different', 'given', 'not observable'];

/** Cells with a line under the head and one over row `foot`; the first two columns are text, the others numbers. */
function grid(rows: string[][], foot?: number): string {
  const width = rows[0]?.length ?? 0;
  return table(rows, {
    border: getBorderCharacters('norc'),
    drawHorizontalLine: (at, count) => at === 0 || at === 1 || at === foot || at === count,
    columns: Array.from({ length: width }, (_, at) => (at < 2 ? {} : right)),
  }).trimEnd();
}

function numbers({ compared, equal, different, given, notObservable }: ComparedCounts): string[] {
  return [compared, equal, different, given, notObservable].map(String);
}

function verdict({ compared, different, given }: ComparedCounts): string {
  const told = given === 0 ? '' : ` ${given} more follow from pages that a recording gives and are not compared.`;
  if (different === 0) return `\n0 differences in ${compared} values of real kernels.${told}`;
  return `\n${different} of ${compared} values differ (- kernel, + model).${told}`;
}

const confirmedOf = ({ kernel, as, machine, alphabet, blocks, transitions, confirmed }: Coverage): string =>
  `${confirmed} of ${transitions} transitions of ${as} confirmed on ${kernel} (alphabet ${alphabet}, ${blocks} blocks, ${machine}).`;

function differencesOf({ recordings, differences }: ConformReport['kernels'][number]): string[] {
  return recordings.flatMap(({ id, stopped }) => {
    const own = differences.filter(({ recording }) => recording === id);
    const lines = diff(own.slice(0, shown));
    if (own.length > shown) lines.push(`  and ${own.length - shown} more values`);
    if (stopped !== undefined) lines.push(`  the model stopped before step ${stopped.step}: ${stopped.why}`);
    return lines;
  });
}

/** Grouped by step; the replay command once for each. */
function diff(differences: Difference[]): string[] {
  const lines: string[] = [];
  let heading = '';
  for (const [index, { recording, step, title, field, key, expected, actual, replay }] of differences.entries()) {
    const here = `${recording} step ${step}: ${title}`;
    if (here !== heading) lines.push('', here);
    heading = here;
    if (expected !== null) lines.push(`  - ${field} ${key}: ${expected}`);
    if (actual !== null) lines.push(`  + ${field} ${key}: ${actual}`);
    if (differences[index + 1]?.step !== step) lines.push(`  ${replay}`);
  }
  return lines;
}
