/** The document of `bench --format json`. Its figures are of one machine at one time; no gate reads it. */
import { z } from 'zod';
import type { BenchResult } from './report.ts';

const benchSchema = z.object({
  unit: z.literal('microseconds'),
  results: z.array(
    z.object({
      operation: z.string(),
      machine: z.string(),
      designs: z.array(
        z.object({
          design: z.string(),
          microseconds: z.number(),
          margin: z.number().describe('half of the 95% interval, percent'),
          samples: z.int(),
          relative: z.number().describe('how much slower than the fastest, a factor'),
          tied: z.boolean().describe('the interval overlaps that of the fastest'),
          wrong: z.string().optional().describe('why its result is wrong; timed only because that was asked for'),
        }),
      ),
      left: z.record(z.string(), z.string()).describe('designs that were not timed, and why'),
    }),
  ),
});

export const benchJson = (results: readonly BenchResult[]): string =>
  JSON.stringify({ unit: 'microseconds', results }, null, 1);

export const benchJsonSchema = (): string => JSON.stringify(z.toJSONSchema(benchSchema), null, 2);
