/** The shortest scenario that still shows a fault, cut out of a fixture. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { projectRoot } from '../corpus/root.ts';
import type { FaultScenario } from '../types/fault.ts';
import type { Fixture, Step } from '../types/scenario.ts';

type Shows = (fixture: Fixture) => boolean;

/** Options that a plain kernel has off, and the value that a scenario without them has. */
const plain = {
  debug_vm: false,
  kasan: false,
  page_ext: false,
  movable_node: false,
  dirty_memory: false,
  default_online: 'offline',
  online_policy: 'contig-zones',
} as const;

const withOption = (fixture: Fixture, name: keyof typeof plain): Fixture => ({
  ...fixture,
  machine: { ...fixture.machine, config: { ...fixture.machine.config, [name]: plain[name] } },
});

const withoutStep = (fixture: Fixture, at: number): Fixture => ({
  ...fixture,
  steps: fixture.steps.filter((_, index) => index !== at),
});

/** One action of a step that has several: a DIMM that is not needed. */
const withoutAction = (fixture: Fixture, at: number, which: number): Fixture => ({
  ...fixture,
  steps: fixture.steps.map((step, index) =>
    index === at ? { ...step, actions: step.actions.filter((_, action) => action !== which) } : step,
  ),
});

/** Leaves out whatever it shows without: steps, the last one first, then single actions, then options. */
export function shrink(fixture: Fixture, shows: Shows): Fixture {
  let least = fixture;
  const keepIf = (smaller: Fixture): boolean => {
    if (!shows(smaller)) return false;
    least = smaller;
    return true;
  };
  for (let at = least.steps.length - 1; at >= 0; at--) if (least.steps.length > 1) keepIf(withoutStep(least, at));
  for (let at = least.steps.length - 1; at >= 0; at--)
    for (let which = least.steps[at]!.actions.length - 1; which >= 0; which--)
      if (least.steps[at]!.actions.length > 1) keepIf(withoutAction(least, at, which));
  for (const name of Object.keys(plain) as (keyof typeof plain)[])
    if (least.machine.config[name] !== plain[name]) keepIf(withOption(least, name));
  return least;
}

/** What of the machine's options is not as a plain kernel has it. */
function configOf({ machine }: Fixture): FaultScenario['config'] {
  const names = Object.keys(plain) as (keyof typeof plain)[];
  return Object.fromEntries(
    names.filter((name) => machine.config[name] !== plain[name]).map((name) => [name, machine.config[name]]),
  );
}

const beforeOf = (source: Fixture, { line }: Step): Step | undefined => source.steps.find((step) => step.line === line);

/** The scenario as it is told: its file has the lines of the fixture that are left. */
export function scenarioOf(source: Fixture, least: Fixture, title: string): FaultScenario {
  return {
    fixture: source.id,
    machine: least.machine.id,
    config: configOf(least),
    steps: least.steps.map((step) => titleOf(step, beforeOf(source, step))),
    document: documentOf(source, least, title).trimEnd().split('\n'),
  };
}

/** As the step was written, without the DIMMs that are not needed. */
function titleOf(step: Step, before: Step | undefined): string {
  if (!before || before.actions.length === step.actions.length) return before?.title ?? step.title;
  const [verb = '', ...rest] = before.title.split(' ');
  const items = rest.join(' ').split(/, */);
  if (items.length !== before.actions.length) return step.title;
  return `${verb} ${items.filter((_, at) => step.actions.includes(before.actions[at]!)).join(', ')}`;
}

/** The fixture's own file with only the steps that are left; the steps themselves where it has none. */
function documentOf(source: Fixture, least: Fixture, title: string): string {
  const text = textOf(source.file);
  if (text === undefined)
    return stringify({ title, machine: least.machine.id, steps: least.steps.map((step) => step.title) });
  const document = parseDocument(text);
  const written = document.toJS() as { steps?: unknown[]; config?: Record<string, unknown> } & Record<string, unknown>;
  const steps = least.steps.map((step) => {
    const before = beforeOf(source, step);
    return stepLeft(before && written.steps?.[source.steps.indexOf(before)], before, step);
  });
  const config = Object.fromEntries(
    Object.entries(written.config ?? {}).filter(([name]) => !(name in plain) || name in configOf(least)),
  );
  const { title: _title, about: _about, claims: _claims, steps: _steps, config: _config, ...rest } = written;
  return stringify({ title, ...rest, ...(Object.keys(config).length > 0 ? { config } : {}), steps });
}

/** A step without what it was expected to do, and without the DIMMs that are not needed. */
function stepLeft(written: unknown, before: Step | undefined, after: Step | undefined): unknown {
  if (typeof written !== 'object' || written === null) return written;
  const { expect: _expect, ...step } = written as Record<string, unknown>;
  if (before && after && before.actions.length !== after.actions.length) {
    const [verb] = Object.keys(step);
    const items = String(step[verb!]).split(/, */);
    if (items.length === before.actions.length)
      step[verb!] = items.filter((_, at) => after.actions.includes(before.actions[at]!)).join(', ');
  }
  return step;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(join(projectRoot(), file), 'utf8');
  } catch {
    return undefined;
  }
}
