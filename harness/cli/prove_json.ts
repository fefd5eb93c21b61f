/** What `prove --format json` prints, and its schema. */
import { z } from 'zod';
import { differenceKinds, restKinds } from '../explore/graph.ts';
import type { Difference, Proof } from '../explore/product.ts';
import { partingOf } from '../explore/prove.ts';
import { type Proven, withinOf } from '../explore/proven.ts';

const schemaVersion = 1;

/** The lines of a fixture that shows it. */
export type FixtureLines = (proof: Proof, difference: Difference) => string[];

const bound = ({ base, alphabet, blocks, compared }: Proven) => ({ base, alphabet, blocks, compared });

/** Two designs in full. */
export function proofJson(proven: Proven, fixtureOf: FixtureLines) {
  const { a, b, machines } = proven.pairs[0]!;
  return {
    schemaVersion,
    a,
    b,
    ...bound(proven),
    machines: machines.map((proof) => ({
      machine: proof.machine,
      complete: proof.complete,
      ...(proof.cut === undefined ? {} : { cut: proof.cut }),
      ...(proof.within === undefined ? {} : { within: proof.within }),
      states: proof.states,
      differences: proof.differences.map((difference) => {
        const { kind, steps, after, a: one, b: other } = difference;
        return { kind, steps, after, a: one, b: other, fixture: fixtureOf(proof, difference) };
      }),
    })),
  };
}

const least = (machines: readonly Proof[], kinds: Proven['compared']) => {
  const parting = partingOf(machines, kinds);
  if (parting === 'equal') return { verdict: parting };
  if (parting === 'unfinished') return { verdict: parting, within: withinOf(machines) };
  const { steps, apartOn, titles, kind, machines: at } = parting;
  return { verdict: 'apart', steps, kind, sequence: titles, machine: at[0]!, machines: apartOn.length };
};

/** Every pair, by all kinds together and by each. */
export function matrixJson(proven: Proven) {
  return {
    schemaVersion,
    ...bound(proven),
    machines: (proven.pairs[0]?.machines ?? []).map(({ machine }) => machine),
    pairs: proven.pairs.map(({ a, b, relation, machines }) => ({
      a,
      b,
      relation,
      states: machines.reduce((sum, { states }) => sum + states, 0),
      atRest: least(
        machines,
        restKinds.filter((kind) => proven.compared.includes(kind)),
      ),
      ...least(machines, proven.compared),
      kinds: Object.fromEntries(proven.compared.map((kind) => [kind, least(machines, [kind])])),
    })),
  };
}

const kind = z.enum(differenceKinds);
const shown = z
  .record(z.string(), z.union([z.string(), z.number(), z.null()]))
  .describe('what the side shows, by what it is: `zone.spanned 0:Normal`; null where there is no such thing');
const head = {
  schemaVersion: z.int(),
  base: z.string(),
  alphabet: z.string(),
  blocks: z.int(),
  compared: z.array(kind),
};
const designs = { a: z.string(), b: z.string() };

const proof = z.strictObject({
  ...designs,
  ...head,
  machines: z.array(
    z.strictObject({
      machine: z.string(),
      complete: z.boolean().describe('false where a walk was cut: then no difference means nothing'),
      cut: z.string().optional(),
      within: z.int().optional().describe('every sequence of so many moves was compared all the same'),
      states: z.int().describe('pairs of states that a sequence leads both designs to'),
      differences: z.array(
        z.strictObject({
          kind,
          steps: z.array(z.string()).describe('the shortest sequence; it shows during the last or after it'),
          after: z.array(kind).describe('in what they differed before the last step already'),
          a: shown,
          b: shown,
          fixture: z.array(z.string()).describe('the lines of a fixture that shows it'),
        }),
      ),
    }),
  ),
});

const parting = {
  verdict: z.enum(['equal', 'unfinished', 'apart']),
  within: z.int().optional().describe('of what is unfinished: not told apart by any sequence of so many moves'),
  steps: z.int().optional().describe('the least on any machine'),
  kind: kind.optional(),
  sequence: z.array(z.string()).optional(),
  machine: z.string().optional().describe('one on which it is that few'),
  machines: z.int().optional().describe('on how many they part at all'),
};

const matrix = z.strictObject({
  ...head,
  machines: z.array(z.string()),
  pairs: z.array(
    z.strictObject({
      ...designs,
      relation: z.enum(['designs', 'revision']),
      states: z.int(),
      ...parting,
      atRest: z.strictObject(parting),
      kinds: z.partialRecord(kind, z.strictObject(parting)),
    }),
  ),
});

/** JSON Schema (2020-12) of what `prove --format json` prints, as text. */
export const proveJsonSchema = (all: boolean): string => JSON.stringify(z.toJSONSchema(all ? matrix : proof), null, 2);
