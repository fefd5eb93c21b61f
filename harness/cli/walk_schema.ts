import { z } from 'zod';

const walk = z.strictObject({
  walks: z.int(),
  steps: z.int(),
  findings: z.array(
    z.strictObject({
      design: z.string(),
      seed: z.int().describe('of the walk that showed it first'),
      machine: z.string(),
      geometry: z.record(z.string(), z.unknown()).describe('what the machine was drawn as, after it was made plainer'),
      dimms: z.array(z.strictObject({ name: z.string(), node: z.int(), at: z.int(), blocks: z.int() })),
      steps: z.array(z.string()),
      violation: z.strictObject({
        invariant: z.string(),
        class: z.string(),
        step: z.int(),
        message: z.string(),
        where: z.string(),
      }),
      by: z.array(z.string()).describe('functions from the entry point to the one that wrote what is wrong'),
    }),
  ),
  threw: z.array(z.strictObject({ seed: z.int(), stack: z.string() })),
});

const partings = z.strictObject({
  walks: z.int(),
  partings: z.array(
    z.strictObject({
      design: z.string(),
      seed: z.int(),
      machine: z.string(),
      steps: z.array(z.string()),
      at: z.string().describe('the step after which it can be seen'),
      what: z.string(),
    }),
  ),
});

/** JSON Schema (2020-12) of what `walk --format json` prints, as text; with `off` of `walk --off`. */
export const walkJsonSchema = (off: boolean): string => JSON.stringify(z.toJSONSchema(off ? partings : walk), null, 2);
