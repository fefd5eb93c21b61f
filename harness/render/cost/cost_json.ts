/** `cost --format json` and its schema. */
import { z } from 'zod';
import type { CostReport } from '../../cost/cost_report.ts';
import { growthVariables } from '../../cost/growth.ts';

const counters = z.record(z.string(), z.int().min(0));

export const costSchema = z.strictObject({
  base: z.string(),
  baseline: z.string().describe('the design that others are held against'),
  designs: z.array(z.string()),
  operations: z.array(
    z.strictObject({
      operation: z.string(),
      machine: z.string(),
      byDesign: z.record(z.string(), counters),
      failed: z.record(z.string(), z.string()).optional().describe('designs that could not be counted, and why'),
    }),
  ),
  growth: z.array(
    z.strictObject({
      operation: z.string(),
      counter: z.string(),
      design: z.string(),
      variable: z.enum(growthVariables),
      exponent: z.number(),
      r2: z.number().min(0).max(1),
      from: z.int().describe('count at the smallest value of the variable'),
      to: z.int().describe('count at its largest value'),
      sentence: z.string(),
    }),
  ),
});

export const costJson = (report: CostReport): string => `${JSON.stringify(report, null, 1)}\n`;

export const costJsonSchema = (): string => `${JSON.stringify(z.toJSONSchema(costSchema), null, 2)}\n`;
