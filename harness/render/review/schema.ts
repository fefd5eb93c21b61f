import { z } from 'zod';

const texts = z.array(z.string());

const touched = z.strictObject({
  name: z.string(),
  by: z
    .enum(['header', 'lines', 'calls'])
    .describe("the hunk's header says so, or its lines; or it calls what stands there"),
  modelled: z.boolean(),
  commentsOnly: z.boolean(),
});

const fault = z.strictObject({
  id: z.string(),
  title: z.string(),
  class: z.string(),
  exposure: z.string(),
  designs: texts,
  function: z.string().describe('of the model'),
  fixture: z.string().describe('the one that shows it in the fewest steps'),
});

const bearing = z.strictObject({
  name: z.string(),
  file: z.string(),
  reached: z
    .strictObject({ stack: z.string(), fixtures: texts, checked: texts, unchecked: texts })
    .optional()
    .describe('absent where no fixture runs it'),
  invariants: texts,
  claims: texts,
  faults: z.array(fault),
});

const mail = z.strictObject({
  subject: z.string(),
  messageId: z.string(),
  files: z.array(
    z.strictObject({
      path: z.string(),
      change: z.enum(['changed', 'new', 'deleted', 'renamed']),
      from: z.string().optional(),
      calls: texts.describe('functions of memory hotplug that changed lines call'),
    }),
  ),
  hunks: z.array(z.strictObject({ file: z.string(), at: z.string(), touched: z.array(touched), unnamed: z.boolean() })),
  concerns: texts.describe('why it is about memory hotplug'),
  functions: z.array(bearing).describe('those that the model has'),
  beyond: z.array(z.strictObject({ what: z.string(), why: z.string() })).describe('what no model can say'),
});

const document = z.strictObject({
  mails: z.array(mail).describe('those about memory hotplug'),
  others: z.int().describe('how many mails were not'),
});

const b4 = z.array(
  z.strictObject({
    tool: z.string(),
    status: z.enum(['pass', 'warn', 'fail']),
    summary: z.string(),
    url: z.string().optional(),
    details: z.string(),
  }),
);

/** JSON Schema (2020-12) of what `review --format json` prints, as text; with `--b4` of what b4 reads. */
export const reviewJsonSchema = (forB4: boolean): string =>
  JSON.stringify(z.toJSONSchema(forB4 ? b4 : document), null, 2);
