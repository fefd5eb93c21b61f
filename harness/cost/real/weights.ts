/** Guest instructions per counted unit: which counters have a weight, and fitting those that nobody measured alone. */
import type { Weight } from '../costs_file.ts';
import { nonNegativeLeastSquares } from './nnls.ts';
import type { Sample } from './samples.ts';

/** Work on single pages compiles differently with DEBUG_VM and from release to release: a weight per kernel. */
const perKernel: readonly string[] = [
  'struct pages initialised',
  'pages freed to the buddy',
  'pages scanned for migration',
  'pages walked to migrate',
  'pages read through kpageflags',
  'struct pages read through kpageflags',
  'memory blocks created',
  'memory blocks removed',
];

/** Per call, per probe, per block: one weight for all kernels. */
const shared: readonly string[] = [
  'pfn_to_online_page',
  'span probes',
  'memory block look-ups',
  'memory blocks found',
  'pageblocks probed for contiguous',
  'vmemmap PMDs populated',
  'vmemmap PMDs torn down',
  'vmemmap pages of existing memory',
  'vmemmap pages given back',
  'direct map entries written',
  'direct map entries cleared',
  'notifications of MEM_ONLINE',
  'notifications of MEM_GOING_OFFLINE',
  'pagesets set up',
  'nodes brought up',
  'nodes taken down',
  'kernel threads started',
  'kernel threads stopped',
];

/** Traced alone on debian-6.1 with blocks of 128 MiB, vmemmap in the block: 63 pageblocks, 32256 pages. */
const alone: readonly Weight[] = [
  {
    counter: 'pages looked at for isolation',
    instructions: 23.5,
    origin: 'start_isolate_page_range traced alone on debian-6.1: 758.6k for 32256 pages',
  },
  {
    counter: 'pageblocks un-isolated',
    instructions: 3675,
    origin: 'undo_isolate_page_range traced alone on debian-6.1: 231.5k for 63 pageblocks',
  },
  {
    counter: 'zonelist rebuilds',
    instructions: 15700,
    origin: 'build_all_zonelists traced alone on debian-6.1: 15.7k',
  },
];

interface Column {
  counter: string;
  kernel?: string;
}

/** Fitted on the samples marked for it; each counts by its relative error. */
export function fitWeights(samples: readonly Sample[]): Weight[] {
  const rows = samples.filter((sample) => sample.fitted);
  const kernels = [...new Set(rows.map((row) => row.kernel))];
  const columns: Column[] = [
    ...perKernel.flatMap((counter) => kernels.map((kernel) => ({ counter, kernel }))),
    ...shared.map((counter) => ({ counter })),
  ];
  const units = (sample: Sample, { counter, kernel }: Column) =>
    kernel === undefined || kernel === sample.kernel ? (sample.counters[counter] ?? 0) : 0;
  const known = rows.map((row) => predict(alone, row));
  const matrix = rows.map((row) => columns.map((column) => units(row, column) / row.measured));
  const solution = nonNegativeLeastSquares(
    matrix,
    rows.map((row, at) => (row.measured - known[at]!) / row.measured),
  );
  const fitted = columns.flatMap((column, at): Weight[] => {
    const instructions = Number(solution[at]!.toPrecision(4));
    const used = rows.filter((row) => units(row, column) > 0);
    if (instructions === 0 || used.length === 0) return [];
    return [{ ...column, instructions, origin: originOf(used) }];
  });
  return [...alone, ...fitted];
}

const originOf = (rows: readonly Sample[]): string => {
  const operations = [...new Set(rows.map((row) => row.row.split(',')[0]!))];
  return `fitted on ${rows.length} rows: ${operations.join(', ')}`;
};

/** Guest instructions of a sample, by weights. */
export const predict = (weights: readonly Weight[], sample: Pick<Sample, 'kernel' | 'counters'>): number =>
  Object.values(instructionsByCounter(weights, sample)).reduce((sum, instructions) => sum + instructions, 0);

/** Guest instructions of a sample by the counter they are predicted from; those that count nothing are left out. */
export function instructionsByCounter(
  weights: readonly Weight[],
  { kernel: of, counters }: Pick<Sample, 'kernel' | 'counters'>,
): Record<string, number> {
  return Object.fromEntries(
    weights.flatMap(({ counter, kernel, instructions }) => {
      const units = kernel === undefined || kernel === of ? (counters[counter] ?? 0) : 0;
      return units === 0 ? [] : [[counter, instructions * units]];
    }),
  );
}
