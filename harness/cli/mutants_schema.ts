import { z } from 'zod';

const score = z.strictObject({
  total: z.int(),
  killed: z.int(),
  survived: z.int(),
  equivalent: z.int().describe('nothing can tell them, and it is known why'),
  mutants: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(['killed', 'survived', 'equivalent']),
      by: z.string().nullable().describe('what told it, or why nothing can'),
    }),
  ),
});

const blame = z.strictObject({
  mistakes: z.int().describe('without those that nothing can tell'),
  detected: z.int().describe('after which the design has a fault more'),
  blamed: z.int().describe('of those, put down to the mistaken function by the fault that shows most'),
  exactlyOne: z.int().describe('of those, that come out as one new fault'),
  pairs: z.int(),
  pairsTwo: z.int().describe('that come out as two new faults, one for each function'),
  misses: z.array(
    z.strictObject({
      kind: z.enum(['not detected', 'not blamed', 'several faults', 'pair']),
      mistakes: z.array(z.string()),
      faults: z.array(z.string()),
    }),
  ),
});

/** JSON Schema (2020-12) of what `mutants --format json` prints, as text. */
export const mutantsJsonSchema = (blamed: boolean): string =>
  JSON.stringify(z.toJSONSchema(blamed ? blame : score), null, 2);
