import { z } from 'zod';

const row = z.object({ id: z.string(), title: z.string() });
const texts = z.array(z.string());

const design = row.extend({
  name: z.string(),
  revision: z.string(),
  provenance: z.enum(['posted', 'repaired', 'reconstructed', 'release']),
  source: z.record(z.string(), z.string()),
  repairs: texts,
  mends: z
    .array(z.object({ id: z.string(), title: z.string() }))
    .describe('what may be written behind the id, as id+repair:NAME or id+fix:NAME, to mend one thing'),
  on: texts.describe('releases it has a port to'),
  isDefault: z.boolean(),
  family: z.string(),
  file: z.string(),
  touches: z.array(z.object({ file: z.string(), functions: texts })),
});

const fixture = row.extend({
  topic: z.string(),
  file: z.string(),
  hash: z.string(),
  machine: z.string(),
  claims: texts,
  steps: texts,
});

const machine = row.extend({
  arch: z.string(),
  pageBytes: z.int(),
  pagesPerBlock: z.int(),
  config: z.record(z.string(), z.unknown()),
});

const invariant = row.extend({
  class: z.string(),
  suffers: z.object({ reader: z.string(), under: texts, how: z.string() }),
  reason: z.string(),
  reliesOn: texts,
  claims: texts,
});
const claim = row.extend({
  kind: z.string(),
  said: z.array(z.object({ by: z.string(), messageId: z.string(), known: z.enum(['read', 'quoted']) })),
});
const recording = row.extend({ as: z.string(), kernel: z.string(), steps: z.int() });

const fault = row.extend({
  class: z.string(),
  exposure: z.string(),
  designs: texts,
  hunk: z.object({ file: z.string(), function: z.string() }),
  seenIn: texts,
});

/** The document that `list --format json` prints: a list per kind that was asked for. */
export const listDocument = z.strictObject({
  designs: z.array(design).optional(),
  fixtures: z.array(fixture).optional(),
  machines: z.array(machine).optional(),
  invariants: z.array(invariant).optional(),
  claims: z.array(claim).optional(),
  faults: z.array(fault).optional(),
  recordings: z.array(recording).optional(),
});

/** JSON Schema (2020-12) of the document, as text. */
export const listJsonSchema = (): string => JSON.stringify(z.toJSONSchema(listDocument), null, 2);
