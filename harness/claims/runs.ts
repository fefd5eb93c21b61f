/** Runs for claims, each done once: a scenario on a design, with the probes beside the observations. */
import { matcher } from '../corpus/glob.ts';
import type { LinkPatch } from '../kernel/link.ts';
import { runFixture } from '../run/run.ts';
import { bootSession } from '../run/session.ts';
import { parseStack, StackError } from '../run/stack.ts';
import type { StepResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { watchProbes } from './probes.ts';
import { splitVariant } from './variants.ts';

export interface ClaimRun {
  /** Steps that were begun; a kernel that is gone does not begin another. */
  steps: StepResult[];
}

/** Where the checks get what they look at. Tests put something else in its place. */
export interface RunSource {
  fixture(id: string): Fixture | undefined;
  /** A design id with its base and variant, as in {@link stackOfDesign}; undefined where it cannot be run, with the reason. */
  run(fixture: Fixture, design: string): ClaimRun | string;
  /** How many of the scenarios that match a glob show something wrong with the design. */
  failing(design: string, glob: string): number | string;
}

/** `oscar@v5` on the base of the comparison; `linux@6.12+david@v6.12` says its own. */
export const stackOfDesign = (design: string, base: string): string =>
  /^linux@/.test(design) ? design : `${base}+${design}`;

/** One scenario step by step with probes. `layers`: in place of the patches of the stack's design. Errors: StackError; a plain Error where a design's module throws. */
export function runWithProbes(
  fixture: Fixture,
  stack: string,
  patches: readonly LinkPatch[] = [],
  layers?: readonly LinkPatch[],
): ClaimRun {
  const session = bootSession(fixture.machine, stack, { patches, ...(layers ? { layers } : {}) });
  const probe = watchProbes(session.k);
  const steps: StepResult[] = [];
  for (const step of fixture.steps) {
    const result = session.step(step);
    steps.push(session.fault ? result : { ...result, observation: { ...result.observation, ...probe() } });
    if (session.fault) break;
  }
  return { steps };
}

export function runSource(
  fixtures: readonly Fixture[],
  base: string,
  patchesOf: (design: string) => readonly LinkPatch[] = () => [],
): RunSource {
  const byId = new Map(fixtures.map((fixture) => [fixture.id, fixture]));
  const runs = new Map<string, ClaimRun | string>();
  const sums = new Map<string, number | string>();

  const once = <T>(known: Map<string, T>, key: string, make: () => T): T => {
    const value = known.get(key) ?? make();
    known.set(key, value);
    return value;
  };
  const orReason = <T>(make: () => T): T | string => {
    try {
      return make();
    } catch (error) {
      return error instanceof StackError
        ? error.message
        : `the run failed: ${error instanceof Error ? error.message : String(error)}`;
    }
  };

  return {
    fixture: (id) => byId.get(id),
    run: (fixture, id) =>
      once(runs, `${fixture.id}\n${id}`, () =>
        orReason(() => {
          const { design, variant } = splitVariant(id);
          return runWithProbes(fixture, stackOfDesign(design, base), [...(variant ? [variant] : []), ...patchesOf(id)]);
        }),
      ),
    failing: (design, glob) =>
      once(sums, `${glob}\n${design}`, () =>
        orReason(() => {
          parseStack(stackOfDesign(design, base));
          const wanted = matcher([glob]);
          return fixtures.filter(
            (fixture) =>
              wanted(fixture.id) &&
              runFixture(fixture, stackOfDesign(design, base), { observations: false }).verdict !== 'ok',
          ).length;
        }),
      ),
  };
}
