import { z } from 'zod';

const timed = z.strictObject({
  design: z.string(),
  microseconds: z.number(),
  margin: z.number().nullable().describe('half of the 95% interval, percent'),
  samples: z.int(),
  relative: z.number().describe('factor by which it is slower than the fastest; 1 for the fastest'),
  tied: z.boolean().describe('whether the interval overlaps that of the fastest'),
  wrong: z.string().optional().describe('its result is wrong, and why'),
});

/** The document that `bench --format json` prints. */
export const benchDocument = z.strictObject({
  unit: z.literal('microseconds'),
  results: z.array(
    z.strictObject({
      operation: z.string().describe('operations that end where they began, one after the other'),
      machine: z.string(),
      designs: z.array(timed),
      left: z.record(z.string(), z.string()).describe('designs that were not timed, and why'),
    }),
  ),
});

/** JSON Schema (2020-12) of the document, as text. */
export const benchJsonSchema = (): string => JSON.stringify(z.toJSONSchema(benchDocument), null, 2);
