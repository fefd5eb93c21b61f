import { z } from 'zod';
import { consequenceClasses, needs } from '../../types/result.ts';

const comes = { class: z.enum(consequenceClasses), needs: z.array(z.enum(needs)) };

const fault = z.strictObject({
  fault: z.string(),
  title: z.string(),
  ...comes,
  hunk: z.strictObject({ file: z.string(), function: z.string() }),
  of: z.string().describe('whose patch the hunk is of; the release for code of the base'),
  inherited: z.boolean().describe('neither design wrote it'),
  by: z.array(z.string()).optional().describe('of a mended fault, the functions of the later design that mend it'),
  was: z.strictObject(comes).optional().describe('of a kept fault, what it came to where that was something else'),
});

const told = z.union([z.string(), z.number(), z.boolean()]).nullable();

const change = z.strictObject({
  kind: z.enum(['verdict', 'behaviour', 'claim', 'cost']),
  fixture: z.string().optional(),
  title: z.string().optional(),
  claim: z.string().optional(),
  text: z.string().optional(),
  operation: z.string().optional(),
  counter: z.string().optional(),
  before: told,
  after: told,
  turns: z.enum(['better', 'worse', 'other']).optional().describe('of a scenario, by what goes wrong in it'),
  divergence: z.object({}).catchall(z.unknown()).nullable().optional(),
  replay: z.string().optional(),
});

/** The document that `interdiff --format json` prints. */
export const interdiffDocument = z.strictObject({
  base: z.string(),
  designs: z.tuple([z.string(), z.string()]).describe('before, after'),
  same: z.boolean(),
  fixtures: z.strictObject({ compared: z.int(), alike: z.int() }),
  better: z.int().describe('scenarios in which less goes wrong'),
  worse: z.int().describe('scenarios in which more goes wrong'),
  changed: z.array(change),
  faults: z
    .strictObject({ mended: z.array(fault), new: z.array(fault), kept: z.array(fault) })
    .describe('the gravest first'),
});

/** JSON Schema (2020-12) of the document, as text. */
export const interdiffJsonSchema = (): string => JSON.stringify(z.toJSONSchema(interdiffDocument), null, 2);
