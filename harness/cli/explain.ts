import type { Command } from 'commander';
import { groupsOf } from '../compare/behaviour.ts';
import { type LockstepStep, lockstep } from '../compare/lockstep.ts';
import { listDesigns } from '../run/designs.ts';
import type { RunResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { chooseDesigns } from './choose_designs.ts';
import { Failure } from './exit.ts';
import { explainFault, namesFault } from './explain_fault.ts';
import { addFormat, parseWhole, repeatable, timeLimitText } from './options.ts';
import { checkWithout, loadFixtures } from './select.ts';
import { columnsOf, print, wantsColor } from './terminal.ts';

interface ExplainOptions {
  design: string[];
  base: string;
  without: string[];
  timeLimit?: number;
  allRevisions?: boolean;
  all?: boolean;
  schema?: boolean;
  format: string;
  step?: number;
}

export function register(program: Command): void {
  const command = program
    .command('explain')
    .description('Walk the designs through one fixture in lockstep, or tell one fault in full.')
    .argument('[fixture]', 'id of the fixture, or of a fault')
    .option('-d, --design <id|glob|file>', 'beside the reference, may be given more than once', repeatable, [])
    .option('--base <release>', 'the kernel the designs are applied to', 'linux@5.12')
    .option('--all-revisions', 'every revision of every design')
    .option('--without <invariant>', 'leave an invariant out, may be given more than once', repeatable, [])
    .option('--time-limit <seconds>', timeLimitText, parseWhole)
    .option('--step <number>', 'draw the memory after this step, not where something first goes wrong', parseWhole)
    .option('-a, --all', 'every value that differs after every step')
    .option('--schema', 'print the JSON Schema of --format json and stop');
  addFormat(command, ['pretty', 'json']).action(explain);
}

const text = { type: 'string' } as const;

export const explainSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mhp-compare explain',
  type: 'object',
  required: ['fixture', 'verdicts', 'groups', 'parting', 'steps', 'unconfirmed', 'claims', 'replay'],
  properties: {
    fixture: text,
    verdicts: { type: 'object', additionalProperties: text },
    groups: { type: 'array', items: { type: 'array', items: text }, description: 'Designs that cannot be told apart' },
    parting: { type: ['integer', 'null'], description: 'First step, from 0, after which designs differ' },
    steps: {
      type: 'array',
      items: { type: 'object', required: ['step', 'title', 'ret', 'differences', 'violations'] },
    },
    unconfirmed: {
      type: 'array',
      items: { type: 'object', required: ['name'] },
      description: 'Functions behind any verdict that no recording confirms, and what would confirm each (`by`)',
    },
    claims: { type: 'array', items: { type: 'object', required: ['claim', 'text', 'said', 'decidedHere'] } },
    replay: text,
  },
} as const;

async function explain(pattern: string | undefined, options: ExplainOptions): Promise<void> {
  if (options.schema) return print(JSON.stringify(explainSchema, null, 2));
  if (options.without.length > 0) await checkWithout(options.without);
  if (pattern === undefined) throw new Failure('usage', 'explain needs a fixture', 'list fixtures names them');
  if (namesFault(pattern)) return explainFault(pattern, options.design, options.format);
  const { fixtures } = await loadFixtures([pattern]);
  const [fixture, another] = fixtures;
  if (fixture === undefined || another !== undefined) {
    throw new Failure(
      'usage',
      `"${pattern}" means ${fixtures.length} fixtures`,
      fixtures.map(({ id }) => id).join(', '),
    );
  }
  const { step: asked } = options;
  if (asked !== undefined && (asked < 1 || asked > fixture.steps.length))
    throw new Failure('usage', `--step ${asked} is none of ${fixture.id}`, `it has steps 1 to ${fixture.steps.length}`);
  const runs = await walk(fixture, options);
  const steps = lockstep(runs);
  const groups = groupsOf(runs);
  const { argumentsAbout } = await import('../claims/arguments.ts');
  const argued = argumentsAbout(fixture);
  const base = options.base === 'linux@5.12' ? '' : ` --base ${options.base}`;
  const replay = `npm run mhp-compare -- explain ${fixture.id}${options.design.map((id) => ` --design ${id}`).join('')}${options.allRevisions ? ' --all-revisions' : ''}${base}`;
  // Where they never part, the end is as good a place to look at as any.
  const parting = steps.find((step) => step.ret.length > 1 || step.differences.length > 0)?.step;
  if (options.format === 'json') {
    const { unconfirmedOf } = await import('../analysis/evidence.ts');
    const unconfirmed = unconfirmedOf(runs.map(({ evidence }) => evidence));
    const verdicts = Object.fromEntries(runs.map(({ design, verdict }) => [design, verdict]));
    return print(
      JSON.stringify(
        { fixture: fixture.id, verdicts, groups, parting: parting ?? null, steps, unconfirmed, claims: argued, replay },
        null,
        2,
      ),
    );
  }
  const { renderLockstep } = await import('../render/explain/lockstep.ts');
  const { paintFor } = await import('../text/paint.ts');
  const paint = paintFor(wantsColor(process.stdout));
  const columns = columnsOf(process.stdout);
  const { renderTail } = await import('../render/explain/pretty.ts');
  const { invariants } = await import('../invariants/registry.ts');
  const told = renderLockstep(fixture, runs, steps, { paint, columns, all: options.all ?? false });
  const tail = { fixture, runs, groups, invariants, arguments: argued, replay };
  await print(`${told}\n${renderTail(tail, { paint, columns, step: mappedStep(steps, asked, parting) })}`);
}

/** The step asked for, the first in which something goes wrong, or the one after which they part; else the last. */
function mappedStep(steps: readonly LockstepStep[], asked: number | undefined, parting: number | undefined): number {
  if (asked !== undefined) return asked - 1;
  const wrong = steps.find(({ violations }) => violations.length > 0)?.step;
  return wrong ?? parting ?? Math.max(0, steps.length - 1);
}

/** A design alone has nothing to part from: the kernel as released walks along. */
async function walk(fixture: Fixture, options: ExplainOptions): Promise<RunResult[]> {
  const released = listDesigns().filter(({ provenance, on }) => provenance === 'release' && isOn(on, options.base));
  const reference = options.design.length > 0 ? released.map(({ id }) => id) : [];
  const chosen = await chooseDesigns({ ...options, design: [...reference, ...options.design] }, { alone: true });
  try {
    const run = await chosen.runner();
    const runs: RunResult[] = [];
    for (const { id } of chosen.listings) runs.push({ ...(await run(fixture, id, { exposure: true })), design: id });
    return runs;
  } finally {
    await chosen.close();
  }
}

const isOn = (on: readonly string[], base: string): boolean => on.includes(base);
