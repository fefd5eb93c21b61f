/**
 * Failures that a scenario arms and nobody runs into. One design may well not call what fails, so that a run only notes
 * it; where no design on no release does, the step does nothing and `validate` says so.
 */
import { frame } from '../corpus/frame.ts';
import type { Problem } from '../corpus/problem.ts';
import type { Kernel } from '../kernel/link.ts';
import { releases } from '../kernel/releases.ts';
import { failurePoint } from '../types/failures.ts';
import type { Fixture } from '../types/scenario.ts';
import { designId, designs } from './designs.ts';
import { bootSession } from './session.ts';

/** Names of the functions that were to fail and did not once. */
export const unfired = (k: Pick<Kernel, 'injectedFailures'>): string[] =>
  [...k.injectedFailures].filter(([, { fired }]) => fired === 0).map(([name]) => name);

/** Every stack that there is: releases as shipped, then designs on each release they are written for. */
function stacks(on: readonly string[] | undefined): string[] {
  const wanted = releases.map(({ id }) => id).filter((id) => on === undefined || on.includes(id));
  return [
    ...wanted,
    ...wanted.flatMap((id) =>
      designs.filter((design) => design.on.includes(id)).map((design) => `${id}+${designId(design)}`),
    ),
  ];
}

/** Functions of the fixture's `fail` steps that fail on no stack. */
function neverFired(fixture: Fixture): Set<string> {
  const armed = fixture.steps.flatMap(({ actions }) =>
    actions.flatMap((action) => (action.op === 'fail' ? [action.function] : [])),
  );
  const left = new Set(armed);
  for (const stack of stacks(armed.length === 1 ? failurePoint(armed[0]!).on : undefined)) {
    if (left.size === 0) break;
    const session = bootSession(fixture.machine, stack, { lean: true });
    for (const step of fixture.steps) session.step(step);
    for (const [name, { fired }] of session.k.injectedFailures) if (fired > 0) left.delete(name);
  }
  return left;
}

/** A problem for each `fail` step that nothing ever runs into. `textOf` reads the file a fixture was made from. */
export function checkFailures(fixtures: readonly Fixture[], textOf: (file: string) => string): Problem[] {
  return fixtures.flatMap((fixture) => {
    const left = neverFired(fixture);
    return fixture.steps.flatMap(({ actions, line, column }) =>
      actions.flatMap((action): Problem[] => {
        if (action.op !== 'fail' || !left.has(action.function)) return [];
        return [
          {
            code: 'never-fires',
            file: fixture.file,
            line,
            column,
            message: `\`fail: ${action.function}\` never fires, on no release and with no design`,
            hint: 'arm it before a step that calls the function, or leave it out',
            frame: frame(textOf(fixture.file), line, column, 1),
          },
        ];
      }),
    );
  });
}
