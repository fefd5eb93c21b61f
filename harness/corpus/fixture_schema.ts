import { z } from 'zod';
import { type ObservationField, observationFields } from '../types/observation.ts';
import { config, nodes, size } from './machine_schema.ts';
import { events, stepOptions } from './step_options.ts';
import { type Verb, verbs } from './step_verbs.ts';

const ret = z
  .union([z.string(), z.number()])
  .meta({ description: '`ok`, the name of an errno, or `refused` for any errno' });
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const fields = Object.fromEntries(
  Object.entries(observationFields).map(([field, description]) => [field, values.meta({ description }).optional()]),
) as Record<ObservationField, z.ZodOptional<typeof values>>;

const expectation = z
  .union([z.string(), z.number(), z.strictObject({ ret: ret.optional(), ...fields })])
  .meta({ description: 'What holds after the step whatever the design: `ok`, an errno, or fields of the observation' });

const common = {
  expect: expectation.optional(),
  during: events.optional().meta({ description: 'Take an observation while this event is delivered' }),
};

const optional = <T extends Record<string, z.ZodType>>(shape: T): { [K in keyof T]: z.ZodOptional<T[K]> } =>
  Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, schema.optional()])) as {
    [K in keyof T]: z.ZodOptional<T[K]>;
  };
const verbShape = Object.fromEntries(
  Object.entries(verbs as Record<string, Verb>).map(([name, { value }]) => [name, value.optional()]),
);
const bareVerbs = Object.entries(verbs as Record<string, Verb>).flatMap(([name, { bare }]) => (bare ? [name] : [])) as [
  string,
  ...string[],
];

const oneVerb = { ...verbShape, ...optional(stepOptions) };
/** One of the verbs and what refines it. That there is exactly one verb is checked in steps.ts. */
const verb = z.union([z.enum(bareVerbs), z.strictObject(oneVerb)]);
/** Verbs in a row, as a recording has them too. */
export const verbList = z
  .array(verb)
  .min(1)
  .meta({ description: 'Several in a row, looked at once, after the last: [signal, { offline: d0 }]' });

/** A step: a verb or a row of them, and what to expect. */
const step = z.union([z.enum(bareVerbs), z.strictObject({ ...oneVerb, do: verbList.optional(), ...common })]);

const guest = z
  .strictObject({
    memmap_on_memory: z
      .array(z.enum(['off', 'on', 'force', 'unset']))
      .min(1)
      .meta({ description: 'Done once with each value, on a guest of its own; `unset` leaves the parameter out' }),
    default_online: z.literal('unset').meta({ description: 'Leave memhp_default_state= out' }),
    append: z.string().meta({ description: "More words for the kernel's command line: `movablecore=512M`" }),
    mem: z
      .string()
      .regex(/^\d+[MG]$/, 'write it as QEMU takes it: 4G, 4032M')
      .meta({ description: 'Boot memory that QEMU is given, where `append` hides some of it' }),
  })
  .partial();

export const guestKeys = Object.keys(guest.shape);

/** A file of fixtures/scenarios or of fixtures/live. */
export const fixtureSchema = z.strictObject({
  title: z.string().min(1).meta({ description: 'One line that a reviewer understands without the rest' }),
  about: z.string().optional().meta({ description: 'Why the scenario is there, a paragraph at most' }),
  machine: z.string().meta({ description: 'A preset of fixtures/machines' }),
  config: config.optional().meta({ description: 'Switches that differ from the preset' }),
  nodes: nodes.optional().meta({ description: 'Boot memory other than the preset has' }),
  first_hot: size.optional().meta({ description: 'Address of the first DIMM, where it differs from the preset' }),
  guest: guest.optional().meta({ description: 'What a real guest needs beside the machine; {} for nothing' }),
  claims: z.array(z.string()).optional().meta({ description: 'Claims of the thread it bears on: [L12, L48]' }),
  steps: z.array(step).min(1),
});
export type FixtureFile = z.infer<typeof fixtureSchema>;
