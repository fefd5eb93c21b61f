/** What `prove --format json` prints, and its schema. */
import { z } from 'zod';
import { differenceKinds, restKinds } from '../explore/graph.ts';
import type { Proof } from '../explore/product.ts';
import { partingOf } from '../explore/prove.ts';
import { type Proven, withinOf } from '../explore/proven.ts';
import type { FixtureOf } from './prove_fixtures.ts';

const schemaVersion = 1;

const bound = ({ base, alphabet, blocks }: Proven) => ({ base, alphabet, blocks });

/** Two designs in full, or what one remembers. */
function oneJson(proven: Proven, fixtureOf: FixtureOf) {
  const [pair] = proven.pairs;
  if (!pair) {
    const [machines = []] = proven.memory;
    const { design = '' } = machines[0] ?? {};
    return { schemaVersion, design, ...bound(proven), machines: machines.map(({ design: _, ...each }) => each) };
  }
  const { a, b, machines } = pair;
  return {
    schemaVersion,
    a,
    b,
    ...bound(proven),
    compared: proven.compared,
    machines: machines.map((proof) => ({
      machine: proof.machine,
      complete: proof.complete,
      ...(proof.cut === undefined ? {} : { cut: proof.cut }),
      ...(proof.within === undefined ? {} : { within: proof.within }),
      states: proof.states,
      differences: proof.differences.map((difference) => {
        const { kind, steps, after, a: one, b: other } = difference;
        const fixture = fixtureOf(proof, difference).trimEnd().split('\n');
        return { kind, steps, after, a: one, b: other, fixture };
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
function allJson(proven: Proven) {
  const resting = restKinds.filter((kind) => proven.compared.includes(kind));
  return {
    schemaVersion,
    ...bound(proven),
    compared: proven.compared,
    machines: (proven.pairs[0]?.machines ?? []).map(({ machine }) => machine),
    pairs: proven.pairs.map(({ a, b, relation, machines }) => ({
      a,
      b,
      relation,
      states: machines.reduce((sum, { states }) => sum + states, 0),
      ...least(machines, proven.compared),
      atRest: least(machines, resting),
      kinds: Object.fromEntries(proven.compared.map((kind) => [kind, least(machines, [kind])])),
    })),
    memory: proven.memory.map((machines) => ({
      design: machines[0]?.design ?? '',
      machines: machines
        .filter(({ varying }) => varying.length > 0)
        .map(({ machine, varying }) => ({ machine, fields: varying.map(({ field }) => field) })),
    })),
  };
}

/** What `prove --format json` prints. */
export const proveJson = (proven: Proven, all: boolean, fixtureOf: FixtureOf): object =>
  all ? allJson(proven) : oneJson(proven, fixtureOf);

const kind = z.enum(differenceKinds);
const shown = z
  .record(z.string(), z.union([z.string(), z.number(), z.null()]))
  .describe('what the side shows, by what it is: `zone.spanned 0:Normal`; null where there is no such thing');
const head = {
  schemaVersion: z.int(),
  base: z.string(),
  alphabet: z.string(),
  blocks: z.int(),
};
const designs = { a: z.string(), b: z.string() };
const compared = z.array(kind);
const walked = {
  machine: z.string(),
  complete: z.boolean().describe('false where a walk was cut: then no difference means nothing beyond `within`'),
  cut: z.string().optional(),
  within: z.int().optional().describe('every sequence of so many moves was compared all the same'),
};

const proof = z.strictObject({
  ...designs,
  ...head,
  compared,
  machines: z.array(
    z.strictObject({
      ...walked,
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

const remembered = z.strictObject({
  design: z.string(),
  ...head,
  machines: z.array(
    z.strictObject({
      ...walked,
      states: z.int(),
      settings: z.int().describe('in how many ways the machine can be set by more than one route'),
      varying: z.array(
        z.strictObject({
          kind: z.enum(restKinds),
          field: z.string(),
          setting: z.string().describe('what user space has set'),
          routes: z.tuple([z.array(z.string()), z.array(z.string())]),
          shows: z.tuple([shown, shown]),
        }),
      ),
      left: z
        .array(z.strictObject({ what: z.string(), recording: z.string() }))
        .describe('what real kernels leave too'),
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
  compared,
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
  memory: z.array(
    z.strictObject({
      design: z.string(),
      machines: z.array(z.strictObject({ machine: z.string(), fields: z.array(z.string()) })),
    }),
  ),
});

/** JSON Schema (2020-12) of what `prove --format json` prints, as text. */
export const proveJsonSchema = (all: boolean): string =>
  JSON.stringify(z.toJSONSchema(all ? matrix : z.union([proof, remembered])), null, 2);
