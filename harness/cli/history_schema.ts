import { z } from 'zod';

const found = z.strictObject({
  walks: z.int().describe('looked at until then'),
  seed: z.int().describe('of the walk that shows it'),
  what: z.string(),
});

const row = z.strictObject({
  id: z.string(),
  walks: z.int(),
  byInvariant: found.optional().describe('an invariant, oops or stuck that only the revision before shows'),
  byParting: found.optional().describe('the first observation in which the two revisions differ'),
  worse: z.array(z.string()).describe('invariants that only the revision after breaks'),
  title: z.string(),
  commit: z.string().nullable(),
  at: z.string(),
  about: z.string(),
});

const history = z.strictObject({
  seed: z.int(),
  walks: z.int(),
  inScope: z.int(),
  found: z.int(),
  byInvariant: z.int(),
  bugs: z.array(row),
  falseAlarms: z.int(),
  neutral: z.array(row),
  beyond: z.array(
    z.strictObject({ id: z.string(), title: z.string(), commit: z.string().optional(), reason: z.string() }),
  ),
});

/** JSON Schema (2020-12) of what `history --format json` prints, as text. */
export const historyJsonSchema = (): string => JSON.stringify(z.toJSONSchema(history), null, 2);
