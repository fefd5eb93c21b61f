import { z } from 'zod';
import { oracles } from '../mutants/oracle.ts';

const oracle = z.enum(oracles);

const score = z.strictObject({
  asked: z.array(oracle),
  total: z.int(),
  killed: z.int(),
  survived: z.int(),
  equivalent: z.int().describe('nobody can tell them, or nobody can to the bound'),
  killedBy: z.partialRecord(oracle, z.int()).describe('how many each oracle tells; of those that were asked'),
  mutants: z.array(
    z.strictObject({
      id: z.string(),
      made: z.enum(['choice', 'rule']),
      title: z.string(),
      function: z.string(),
      stack: z.string().describe('the right design'),
      status: z.enum(['killed', 'survived', 'equivalent']),
      by: oracle.nullable().describe('the first of the oracles that tells it'),
      kills: z.array(
        z.strictObject({
          by: oracle,
          what: z.string().describe('an invariant, oops, stuck, expectation, error, or a kind of difference'),
          on: z.string().describe('the fixture, or where it was walked'),
          steps: z.array(z.string()).optional(),
        }),
      ),
      why: z.string().optional().describe('why it is not killed, or the bound to which it is equal'),
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
