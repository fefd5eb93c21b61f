/** fixtures/measurements.yaml: what operations cost on real kernels. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../corpus/root.ts';
import { parseYaml } from '../costs_file.ts';

const mib = z.number().int().nonnegative();

const table = z.strictObject({
  title: z.string(),
  kernel: z.string(),
  blockMiB: mib,
  /** Boot memory as [node, from, to] in MiB. */
  boot: z.array(z.tuple([mib, mib, mib])),
  /** Where the DIMM is, in MiB, and its node. */
  hot: mib,
  node: z.number().int().nonnegative(),
  guestPages: z.boolean(),
  fit: z.union([z.enum(['all', 'none']), z.array(z.string())]),
  columns: z.array(z.string()),
  /** Operation -> thousands of guest instructions, in the order of the columns. */
  rows: z.record(z.string(), z.array(z.number().positive())),
});

const measurementsSchema = z.strictObject({
  kernels: z.record(z.string(), z.strictObject({ title: z.string(), zeroesMemmap: z.boolean() })),
  columns: z.record(z.string(), z.string()),
  tables: z.array(table),
});

export type Measurements = z.infer<typeof measurementsSchema>;
export type MeasuredTable = Measurements['tables'][number];

const measurementsFile = 'fixtures/measurements.yaml';

/** Errors: ProblemsError with file, line and column. */
export const readMeasurements = (): Measurements =>
  parseYaml(readFileSync(join(projectRoot(), measurementsFile), 'utf8'), measurementsFile, measurementsSchema);

export const featureOff = (column: string): boolean => column.endsWith(' off');
