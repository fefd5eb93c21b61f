/** Which fixtures run a function of the model, and what of it recordings of real kernels confirm. */
import { asJson, type Cache, keyOf, remembered } from '../cache/cache.ts';
import { releases } from '../kernel/releases.ts';
import { designId, designs } from '../run/designs.ts';
import { runFixture } from '../run/run.ts';
import type { Fixture } from '../types/scenario.ts';
import type { ModelFunction } from './model_functions.ts';

export interface Reached {
  /** `linux@7.3`, `linux@5.12+david@v7`: what the fixtures ran on. */
  stack: string;
  /** Ids. */
  fixtures: string[];
  /** Bodies that ran, as the evidence of a result names them. */
  checked: string[];
  unchecked: string[];
}

/** By name of the model. */
type ReachOfStack = Record<string, Omit<Reached, 'stack'>>;

export interface ReachSource {
  fixtures: readonly Fixture[];
  cache: Cache;
}

/**
 * A function as the newest release has it in which a fixture runs it, or a design that brings it along. Undefined where no
 * fixture does.
 */
export async function reachOf(one: ModelFunction, source: ReachSource): Promise<Reached | undefined> {
  for (const stack of stacksWith(one)) {
    const byName = await reachOfStack(stack, source);
    const parts = one.names.flatMap((name) => byName[name] ?? []);
    if (parts.length === 0) continue;
    const all = (key: 'fixtures' | 'checked' | 'unchecked') => [...new Set(parts.flatMap((part) => part[key]))].sort();
    return { stack, fixtures: all('fixtures'), checked: all('checked'), unchecked: all('unchecked') };
  }
  return undefined;
}

function stacksWith({ bodies }: ModelFunction): string[] {
  const newestFirst = releases.map(({ id }) => id as string).reverse();
  const owners = designs.filter((design) => bodies.some((body) => body.design === design));
  return [...newestFirst, ...owners.flatMap((design) => design.on.map((base) => `${base}+${designId(design)}`))];
}

const inProcess = new Map<string, Promise<ReachOfStack>>();

function reachOfStack(stack: string, { fixtures, cache }: ReachSource): Promise<ReachOfStack> {
  const key = keyOf(
    'reach',
    stack,
    fixtures.map(({ id, hash }) => [id, hash]),
  );
  const known = inProcess.get(key) ?? remembered<ReachOfStack>(cache, key, asJson, () => runAll(stack, fixtures));
  inProcess.set(key, known);
  return known;
}

function runAll(stack: string, fixtures: readonly Fixture[]): ReachOfStack {
  const found = new Map<string, { fixtures: string[]; checked: Set<string>; unchecked: Set<string> }>();
  for (const fixture of fixtures) {
    const { evidence } = runFixture(fixture, stack, { judged: false, observations: false });
    for (const kind of ['checked', 'unchecked'] as const)
      for (const label of evidence[kind]) {
        const name = /:(\w+)/.exec(label)![1]!;
        const reached = found.get(name) ?? { fixtures: [], checked: new Set(), unchecked: new Set() };
        if (reached.fixtures.at(-1) !== fixture.id) reached.fixtures.push(fixture.id);
        reached[kind].add(label);
        found.set(name, reached);
      }
  }
  return Object.fromEntries(
    [...found].map(([name, one]) => {
      return [name, { fixtures: one.fixtures, checked: [...one.checked], unchecked: [...one.unchecked] }];
    }),
  );
}
