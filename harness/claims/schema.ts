import { z } from 'zod';
import { claimIds } from '../corpus/claims.ts';

const text = z.string().min(1);
const leaf = z.strictObject({
  fixture: text.optional(),
  after: z.number().int().positive().optional(),
  see: text.optional(),
  pages: text.optional(),
  longest: text.optional(),
  within: text.optional(),
  count: text.optional(),
  ret: text.optional(),
  failing: text.optional(),
  replaces: text.optional(),
  mentions: text.optional(),
  callers: text.optional(),
  is: z.union([text, z.number().int()]).optional(),
  since: z.number().int().positive().optional(),
  versus: text.optional(),
});
export const leafKeys = Object.keys(leaf.shape);
/** What a leaf looks at: one of these. */
export const subjects = [
  'see',
  'pages',
  'longest',
  'count',
  'ret',
  'failing',
  'replaces',
  'mentions',
  'callers',
] as const;

const check: z.ZodType = z.lazy(() =>
  z.union([
    leaf,
    z.strictObject({ all: z.array(check).min(1) }),
    z.strictObject({ any: z.array(check).min(1) }),
    z.strictObject({ not: check }),
  ]),
);

const designs = z.array(text).min(1);
const oneCase = z.strictObject({ for: designs.optional(), butNot: designs.optional(), check });
const saying = z.strictObject({ by: text, in: text, known: z.enum(['read', 'quoted']) });

export const claimSchema = z.strictObject({
  claim: text,
  said: z.array(saying).min(1),
  denied: z.array(saying).min(1).optional(),
  kind: z.enum(['fact', 'judgement', 'static', 'undecidable']),
  wouldRefute: text,
  thread: z.strictObject({ says: z.enum(['holds', 'fails', 'open']), how: text }),
  fixture: text.optional(),
  for: designs.optional(),
  butNot: designs.optional(),
  check: check.optional(),
  cases: z.array(oneCase).min(1).optional(),
  reason: text.optional(),
  note: text.optional(),
});

/** fixtures/claims.yaml: claims by id. */
export const ledgerSchema = z.record(z.enum(claimIds as [string, ...string[]]), claimSchema.optional());
export type WrittenClaim = z.infer<typeof claimSchema>;
