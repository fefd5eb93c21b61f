import type { Analysis } from '../../analysis/analysis.ts';
import { briefText } from '../../analysis/fault_words.ts';
import { fileOptions } from '../../analysis/focus.ts';
import { kernelIds } from '../../analysis/kernels.ts';
import { command } from '../../text/command.ts';
import { wrap } from '../../text/wrap.ts';
import { faultTable } from './fault_table.ts';
import { provenanceLine, takesLine } from './legend.ts';
import type { SectionOptions } from './sections.ts';

const mostLines = 45;
/** Fewer than these are no table, however little room there is. */
const leastFaults = 8;

/** The answer on one screen: what to take, what speaks against the others, and what to type next. */
export function firstScreen(analysis: Analysis, options: SectionOptions): string {
  const { columns } = options;
  const before = [
    titleLines(analysis, columns),
    kernelLines(analysis, options),
    answer(analysis, columns),
    otherDesigns(analysis, columns),
    featureOff(analysis, options),
  ];
  const after = [footLines(analysis, columns), next(analysis)];
  const table = (most?: number): string =>
    [faultTable(analysis, options, most), takesLine(analysis, options)].filter((part) => part !== '').join('\n');
  const whose = provenanceLine(analysis, options);
  const screen = (most?: number, explain = ''): string =>
    [...before, table(most), explain, ...after].filter((part) => part !== '').join('\n\n');
  const linesOf = (text: string): number => text.split('\n').length;
  if (options.all || linesOf(screen(undefined, whose)) <= mostLines) return screen(undefined, whose);
  let most = analysis.faults.rows.length;
  while (most > leastFaults && linesOf(screen(most)) > mostLines) most--;
  return screen(most);
}

const titleLines = ({ title, differing, notes }: Analysis, columns: number): string =>
  [`${title}, ${differing} on which they differ`, ...notes].map((line) => wrap(line, columns)).join('\n');

/** The model against each kernel, before all else; which invariants nobody can judge is for who asks. */
const kernelLines = ({ kernels }: Analysis, { columns, all }: SectionOptions): string =>
  kernels
    .filter((line) => all || !line.startsWith('Observable on'))
    .map((line) => wrap(line, columns, 2))
    .join('\n');

/** The choice and its best rival; the rest of what there is to say is for who asks. */
const answer = ({ recommendation }: Analysis, columns: number): string =>
  recommendation.answer.map((sentence) => wrap(sentence, columns)).join('\n');

/** More designs than these are no answer any more. */
const mostOthers = 4;

/** Of those that the answer does not speak of: how many faults each has, the worst, and what mends it. */
function otherDesigns({ faults, ranking: { lines, competing }, header }: Analysis, columns: number): string {
  const told = [...(competing[0] ?? []), ...(competing[1] ?? []).slice(0, 1)].map(({ design }) => design);
  const kernels = kernelIds(header);
  const others = lines
    .map(({ design }) => design)
    .filter((id) => id !== header.reference && !told.includes(id) && !kernels.has(id));
  if (!faults.known || others.length > mostOthers) return '';
  return others
    .flatMap((design) => faults.standings.filter((standing) => standing.design === design))
    .map((standing) => wrap(`${standing.design}: ${briefText(standing)}.`, columns, 2))
    .join('\n');
}

function featureOff({ featureOff: { brief, holds } }: Analysis, { paint, columns }: SectionOptions): string {
  return holds ? paint.good(wrap(brief, columns, 2)) : paint.warn(wrap(brief, columns, 2));
}

/** What it costs, and what stands behind all this. */
function footLines({ costLine, evidence }: Analysis, columns: number): string {
  const confirmed = `Evidence: recordings of real kernels agree with ${evidence.checked} of ${evidence.functions} model functions.`;
  return [costLine, confirmed]
    .filter((text) => text !== '')
    .map((text) => wrap(text, columns, 2))
    .join('\n');
}

function next({ header, faults, findings }: Analysis): string {
  const [worst] = faults.rows;
  const first = worst?.fault.id ?? findings[0]?.fixtures[0];
  const verbs = [...(first === undefined ? [] : [`explain ${first}`]), 'list faults', 'compare --all'];
  return verbs.map((verb) => `$ ${command(`${verb}${fileOptions(header)}`)}`).join('\n');
}
