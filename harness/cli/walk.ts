import type { Command } from 'commander';
import type { WalkParting } from '../explore/random_lockstep.ts';
import type { WalkFinding, WalkSearch } from '../explore/random_search.ts';
import { addFormat, meanings, parseWhole, repeatable } from './options.ts';
import { startProgress } from './progress.ts';
import { loadFixtures, selectDesigns } from './select.ts';
import { print } from './terminal.ts';

interface Options {
  design: string[];
  base: string;
  seed: number;
  runs: number;
  all?: boolean;
  off?: boolean;
  format: string;
  quiet?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('walk')
    .description(
      'Draw machines and walks at random, and tell what goes wrong with a design that no scenario shows, cut down to the least.',
    )
    .option('-d, --design <id|glob>', meanings.design, repeatable, [])
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('--seed <number>', meanings.seed, parseWhole, 1)
    .option('--runs <number>', 'how many walks', parseWhole, 100)
    .option('-a, --all', meanings.all)
    .option('--off', 'instead: with the feature off, in lockstep with the base, what is seen to differ')
    .option('-q, --quiet', meanings.quiet)
    .option('--schema', meanings.schema)
    .addHelpText('after', '\nThe first walk has the seed, the next one the next. --all: also what the scenarios show.');
  addFormat(command, ['pretty', 'json']).action(walk);
}

async function walk({ design, base, seed, runs, all, off, format, quiet, schema }: Options): Promise<void> {
  if (schema) return print((await import('./walk_schema.ts')).walkJsonSchema(off === true));
  const { listDesigns } = await import('../run/designs.ts');
  const listings = selectDesigns(listDesigns(), { design, base });
  if (off) {
    const { searchPartings } = await import('../explore/random_lockstep.ts');
    const stacks = listings.map(({ id }) => `${base}+${id}`).filter((stack) => stack !== `${base}+unpatched`);
    const partings = searchPartings(`${base}+unpatched`, stacks, seed, runs);
    return print(format === 'json' ? await partingsJson(runs, partings) : await partingsText(stacks, runs, partings));
  }
  const { knownTo, Prober, searchWalks } = await import('../explore/random_search.ts');
  const probers = listings.map(({ id }) => new Prober(`${base}+${id}`));
  const known = new Map<string, ReadonlySet<string>>();
  if (!all) {
    const { fixtures } = await loadFixtures([]);
    for (const prober of probers) known.set(prober.stack, knownTo(prober, fixtures));
  }
  const progress = await startProgress(runs, 1000, quiet, 'walks made');
  try {
    const search = searchWalks(probers, known, seed, runs, (done) => progress.update(done, `walk ${done}`));
    progress.stop();
    await print(format === 'json' ? JSON.stringify(await documentOf(search), null, 2) : await textOf(search));
  } finally {
    progress.stop();
  }
}

async function told({ stack, seed, plan, violation, chain }: WalkFinding) {
  const { drawnScenario } = await import('../explore/random_plan.ts');
  const { machine, steps } = drawnScenario(plan);
  const { invariant, class: consequence, step, message, where } = violation;
  return {
    design: stack,
    seed,
    machine: machine.title,
    geometry: plan.geometry,
    dimms: plan.dimms,
    steps: steps.map(({ title }) => title),
    violation: { invariant, class: consequence, step, message, where },
    by: chain,
  };
}

const documentOf = async ({ walks, steps, findings, threw }: WalkSearch) => ({
  walks,
  steps,
  findings: await Promise.all(findings.map(told)),
  threw,
});

async function partedAt({ stack, seed, plan, divergence: { title, field, key, values } }: WalkParting) {
  const { drawnScenario } = await import('../explore/random_plan.ts');
  const { machine, steps } = drawnScenario(plan);
  const shown = values.map(({ value }) => String(value)).join(' and ');
  const what = `${`${field} ${key}`.trim()} is ${shown}`;
  return { design: stack, seed, machine: machine.title, steps: steps.map((step) => step.title), at: title, what };
}

const partingsJson = async (runs: number, partings: readonly WalkParting[]): Promise<string> =>
  JSON.stringify({ walks: runs, partings: await Promise.all(partings.map(partedAt)) }, null, 2);

async function partingsText(
  stacks: readonly string[],
  runs: number,
  partings: readonly WalkParting[],
): Promise<string> {
  const shown = await Promise.all(partings.map(partedAt));
  return [
    `${runs} walks with the feature off: ${stacks.length - shown.length} of ${stacks.length} designs cannot be told from the base.`,
    ...shown.flatMap(({ design, seed, machine, steps, at, what }) => [
      '',
      `${design}: after \`${at}\` ${what}`,
      `  ${machine}`,
      `  ${steps.join('; ')}`,
      `  again: --off --seed ${seed} --runs 1`,
    ]),
  ].join('\n');
}

async function textOf(search: WalkSearch): Promise<string> {
  const { walks, steps, findings, threw } = await documentOf(search);
  return [
    `${walks} walks, ${steps} steps, ${findings.length} kinds of violation that no scenario shows.`,
    ...findings.flatMap(({ design, seed, machine, steps: titles, violation: { invariant, class: worst, message } }) => [
      '',
      `${design}: ${invariant} (${worst})`,
      `  ${message}`,
      `  ${machine}`,
      `  ${titles.join('; ')}`,
      `  again: --seed ${seed} --runs 1`,
    ]),
    ...threw.map(({ stack, seed }) => `${stack} threw at seed ${seed}`),
  ].join('\n');
}
