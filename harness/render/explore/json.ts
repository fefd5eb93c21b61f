import { z } from 'zod';
import type { Exploration } from '../../explore/exploration.ts';
import { consequenceClasses, exposures } from '../../types/result.ts';

export const exploreSchemaVersion = 1;

const ids = z.array(z.string());
const shown = {
  designs: ids,
  machine: z.string().describe('where it takes fewest moves'),
  steps: ids.describe('titles of the moves from boot on; it shows in the last one'),
  replay: z.string().describe('the command that shows it again'),
};

const document = z.strictObject({
  schemaVersion: z.literal(exploreSchemaVersion),
  base: z.string(),
  alphabet: z.string(),
  blocks: z.int(),
  without: ids.describe('invariants that were left out'),
  designs: ids,
  machine: z.string().describe('the machines, joined by a comma'),
  machines: ids,
  states: z.int().describe('over all designs and machines'),
  transitions: z.int(),
  complete: z.boolean().describe('whether every walk came to its end'),
  walked: z.array(
    z.strictObject({
      design: z.string(),
      machine: z.string(),
      states: z.int(),
      transitions: z.int(),
      complete: z.boolean(),
      cut: z.string().optional().describe('why it is not complete'),
    }),
  ),
  findings: z.array(
    z.strictObject({
      kind: z.enum(['violation', 'oops', 'stuck']),
      invariant: z.string().optional(),
      class: z.enum(consequenceClasses),
      message: z.string(),
      where: z.string(),
      times: z.int().describe('in how many transitions of all machines it shows'),
      ...shown,
      machines: ids.describe('all on which it shows'),
      fault: z.string().optional().describe('the fault that it belongs to'),
    }),
  ),
  faults: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      class: z.enum(consequenceClasses),
      exposure: z.enum(exposures),
      hunk: z.strictObject({ file: z.string(), function: z.string() }),
      known: z
        .boolean()
        .optional()
        .describe('whether the corpus shows it; absent where its designs are not compared there'),
      knownAs: z.string().optional().describe('what the corpus calls it, where that is another id'),
      mendedBy: ids,
      ...shown,
    }),
  ),
});

/** JSON Schema (2020-12) of what `explore --format json` prints, as text. */
export const exploreJsonSchema = (): string => JSON.stringify(z.toJSONSchema(document), null, 2);

export function jsonExploration({ machines, ...rest }: Exploration): string {
  const told: z.infer<typeof document> = {
    schemaVersion: exploreSchemaVersion,
    ...rest,
    without: [...rest.without],
    designs: [...rest.designs],
    machine: machines.join(', '),
    machines: [...machines],
  };
  return JSON.stringify(told, null, 2);
}
