/** fixtures/costs.yaml: what each operation may count, and what a counted unit costs on real kernels. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readDocument } from '../corpus/document.ts';
import { ProblemsError } from '../corpus/problem.ts';
import { parseWith } from '../corpus/read_fixture.ts';
import { projectRoot } from '../corpus/root.ts';

const count = z.number().int().nonnegative();
/** A number holds for every design; in a map `*` is for those it does not name. */
const limit = z.union([count, z.record(z.string(), count)]);

const weight = z.strictObject({
  counter: z.string(),
  /** The kernel build it holds for; all of them without. */
  kernel: z.string().optional(),
  /** Guest instructions per counted unit. */
  instructions: z.number().nonnegative(),
  /** The rows it was fitted on, or how it was measured by itself. */
  origin: z.string(),
});

const costsSchema = z.strictObject({
  budgets: z.record(z.string(), z.record(z.string(), z.record(z.string(), limit))),
  weights: z.array(weight),
});

export type CostsFile = z.infer<typeof costsSchema>;
/** machine -> operation -> counter -> most it may count, for all designs or by design. */
export type Budgets = CostsFile['budgets'];
export type Weight = CostsFile['weights'][number];

export const costsFile = 'fixtures/costs.yaml';

/** Errors: ProblemsError with file, line and column. */
export function parseCosts(text: string, file: string): CostsFile {
  return parseYaml(text, file, costsSchema);
}

/** The project's file unless told. Errors: ProblemsError as above, ENOENT. */
export const readCosts = (file?: string): CostsFile =>
  parseCosts(readFileSync(file ?? join(projectRoot(), costsFile), 'utf8'), file ?? costsFile);

/** YAML by a schema. Errors: ProblemsError with file, line and column. */
export function parseYaml<T extends z.ZodType>(text: string, file: string, schema: T): z.infer<T> {
  const source = readDocument(text, file);
  const known = Object.keys((schema as unknown as { shape?: object }).shape ?? {});
  const value = parseWith(source, schema, () => ({ known, code: 'unknown-key', what: 'key' }));
  if (value === undefined || source.problems.length > 0) throw new ProblemsError(source.problems);
  return value as z.infer<T>;
}
