/** Cost in one figure: what operations of a block cost a design, in instructions that weights predict of a real kernel. */
import type { CostGrowth, ReportCost } from '../types/report.ts';
import type { Counters } from '../types/result.ts';
import type { Machine } from '../types/scenario.ts';
import type { Weight } from './costs_file.ts';
import { type FigureOperation, figureLives, figureOperations } from './figure_lives.ts';
import { round } from './least_squares.ts';
import { GiB, makeMachine } from './machines.ts';
import { added, measureLives } from './measure_lives.ts';
import { instructionsByCounter } from './real/weights.ts';

interface Setting {
  /** ZONE_NORMAL of boot memory, in GiB. */
  bootGiB: number;
  /** Online in the zone beside the block. */
  blocks: number;
  blockMiB: number;
}

const usual: Setting = { bootGiB: 2, blocks: 2, blockMiB: 128 };

/** What grows: its word and unit, and the settings in which one thing alone is larger. */
const variables: readonly [variable: string, unit: string, key: keyof Setting, values: readonly number[]][] = [
  ['boot memory', 'GiB', 'bootGiB', [2, 8, 32]],
  ['the zone', 'blocks', 'blocks', [2, 16, 128]],
  ['the block', 'MiB', 'blockMiB', [128, 1024, 8192]],
];

/** The build whose weights are used: the one that the designs were built into. */
const figureKernel = 'built';

/** One per operation and design; an operation that a design does not get through is left out. */
export function measureFigure(
  designs: readonly string[],
  stackOf: (design: string) => string,
  weights: readonly Weight[],
): ReportCost[] {
  return designs.flatMap((design) => {
    const at = (setting: Setting) => countersOf(setting, stackOf(design));
    const plain = at(usual);
    const grown = variables.map(([variable, unit, key, values]) => {
      const points = values.map(
        (value) => [value, value === usual[key] ? plain : at({ ...usual, [key]: value })] as const,
      );
      return { variable, unit, points };
    });
    return figureOperations.flatMap((operation): ReportCost[] => {
      const counters = plain.get(operation);
      if (!counters) return [];
      const parts = partsOf(counters, weights);
      return [
        {
          operation,
          design,
          instructions: total(parts),
          parts: parts.map(([counter, instructions]) => [counter, counters[counter]!, instructions]),
          longestHold: counters['longest hold of mem_hotplug_lock'] ?? 0,
          withoutLock: counters['work without mem_hotplug_lock'] ?? 0,
          grows: grown.map(({ variable, unit, points }) => growthOf(variable, unit, points, operation, weights)),
        },
      ];
    });
  });
}

type Parts = [counter: string, instructions: number][];

/** Largest first. */
const partsOf = (counters: Counters, weights: readonly Weight[]): Parts =>
  Object.entries(instructionsByCounter(weights, { kernel: figureKernel, counters }))
    .map(([counter, instructions]): [string, number] => [counter, Math.round(instructions)])
    .sort(([, a], [, b]) => b - a);

const total = (parts: Parts): number => parts.reduce((sum, [, instructions]) => sum + instructions, 0);

function growthOf(
  variable: string,
  unit: string,
  settings: readonly (readonly [value: number, counters: Map<FigureOperation, Counters>])[],
  operation: FigureOperation,
  weights: readonly Weight[],
): CostGrowth {
  const reached = settings.flatMap(([value, counters]) => {
    const counted = counters.get(operation);
    return counted ? [[value, partsOf(counted, weights)] as const] : [];
  });
  const points = reached.map(([value, parts]): [number, number] => [value, total(parts)]);
  const before = new Map(reached[0]?.[1] ?? []);
  const [by] = (reached.at(-1)?.[1] ?? [])
    .map(([counter, instructions]) => [counter, instructions - (before.get(counter) ?? 0)] as const)
    .filter(([, more]) => more > 0)
    .sort(([, a], [, b]) => b - a);
  const [[x = 0, y = 0] = [], [toX = 0, toY = 0] = []] = [points[0], points.at(-1)];
  const perUnit = toX === x ? 0 : round((toY - y) / (toX - x), 1);
  return { variable, unit, points, perUnit, ...(by ? { by: by[0] } : {}) };
}

function countersOf(setting: Setting, stack: string): Map<FigureOperation, Counters> {
  const machine = machineOf(setting);
  const counted = measureLives(figureLives(setting.blocks, machine), machine, stack);
  const life = (['add', 'online', 'offline', 'remove'] as const).map((operation) => counted.get(operation));
  if (life.every((each) => each !== undefined))
    counted.set(
      'whole life',
      life.reduce((sum, each) => added(sum, each), {}),
    );
  return counted;
}

function machineOf({ bootGiB, blockMiB }: Setting): Machine {
  const ram = [[0, 2 * GiB] as const, [4 * GiB, (4 + bootGiB) * GiB] as const];
  const title = `${blockMiB} MiB blocks, ${bootGiB} GiB of ZONE_NORMAL`;
  return makeMachine({
    id: title,
    title,
    blockMiB,
    nodes: [{ node: 0, ram, cpu: true }],
    firstHotPfn: 64 * GiB,
  });
}
