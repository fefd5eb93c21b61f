import type { Command } from 'commander';
import { type LockstepStep, lockstep } from '../compare/lockstep.ts';
import { type Compared, classesOf } from '../compare/parting.ts';
import { listDesigns } from '../run/designs.ts';
import { command } from '../text/command.ts';
import { shellWord } from '../text/shell.ts';
import type { RunResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { chooseDesigns } from './choose_designs.ts';
import { Failure } from './exit.ts';
import { explainFault, namesFault } from './explain_fault.ts';
import { addFormat, meanings, parseWhole, repeatable, timeLimitText } from './options.ts';
import { referenceOf } from './prepare.ts';
import { checkWithout, loadFixtures } from './select.ts';
import { layoutOfReader, print } from './terminal.ts';

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
    .argument('[fixture]', "id of the fixture or of a fault, or 'MACHINE: MOVE; MOVE' as explore tells it")
    .option('-d, --design <id|glob|file>', meanings.design, repeatable, [])
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('--all-revisions', meanings.allRevisions)
    .option('--without <invariant>', 'leave an invariant out, may be given more than once', repeatable, [])
    .option('--time-limit <seconds>', timeLimitText, parseWhole)
    .option('--step <number>', meanings.step, parseWhole)
    .option('-a, --all', meanings.all)
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json'])
    .addHelpText(
      'after',
      '\nDesigns stand beside the reference. The memory is drawn where something first goes wrong, or at --step.',
    )
    .action(explain);
}

const text = { type: 'string' } as const;

export const explainSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mhp-compare explain',
  type: 'object',
  required: ['fixture', 'reference', 'verdicts', 'groups', 'parting', 'steps', 'unconfirmed', 'claims', 'replay'],
  properties: {
    fixture: text,
    reference: { ...text, description: 'The kernel as released, that the designs walk beside' },
    verdicts: { type: 'object', additionalProperties: text },
    groups: {
      type: 'array',
      items: { type: 'array', items: text },
      description: 'Designs that cannot be told apart; the reference is in none, but beside a single design',
    },
    parting: {
      type: ['integer', 'null'],
      description: 'First step, from 0, after which these groups differ in more than the feature itself',
    },
    steps: {
      type: 'array',
      items: {
        type: 'object',
        required: ['step', 'title', 'ret', 'differences', 'violations'],
        properties: {
          differences: {
            type: 'array',
            description: 'Most important first; runs of pages by value, `key` being those that differ',
            items: {
              type: 'object',
              required: ['field', 'key', 'values', 'between', 'sources'],
              properties: {
                between: {
                  enum: ['designs', 'reference', 'feature'],
                  description:
                    'Designs differ; or all are alike and the reference differs, `feature` where that follows from it',
                },
                sources: {
                  type: 'array',
                  description: 'Who wrote it: step, function, and `file:function@patch` of the hunk behind it',
                  items: { type: 'object', required: ['designs', 'step', 'function'] },
                },
              },
            },
          },
        },
      },
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
  if (options.schema) return print((await import('../render/explain/schema.ts')).explainJsonSchema(explainSchema));
  if (options.without.length > 0) await checkWithout(options.without);
  if (pattern === undefined) throw new Failure('usage', 'explain needs a fixture', 'list fixtures names them');
  if (namesFault(pattern)) return explainFault(pattern, options.design, options.format);
  const fixture = (await walkOf(pattern)) ?? (await theFixture(pattern));
  const { step: asked } = options;
  if (asked !== undefined && (asked < 1 || asked > fixture.steps.length))
    throw new Failure('usage', `--step ${asked} is none of ${fixture.id}`, `it has steps 1 to ${fixture.steps.length}`);
  const { runs, header } = await walk(fixture, options);
  const { reference } = header;
  const steps = lockstep(runs, { machine: fixture.machine, reference });
  const { groups, firstDivergence } = classesOf(fixture, header, runs);
  const { argumentsAbout } = await import('../claims/arguments.ts');
  const argued = argumentsAbout(fixture);
  const base = options.base === 'linux@5.12' ? '' : ` --base ${options.base}`;
  const replay = command(
    `explain ${shellWord(fixture.id)}${options.design.map((id) => ` --design ${id}`).join('')}${options.allRevisions ? ' --all-revisions' : ''}${base}`,
  );
  const parting = firstDivergence?.ofFeature ? undefined : firstDivergence?.step;
  if (options.format === 'json') {
    const { unconfirmedOf } = await import('../analysis/evidence.ts');
    const unconfirmed = unconfirmedOf(runs.map(({ evidence }) => evidence));
    const verdicts = Object.fromEntries(runs.map(({ design, verdict }) => [design, verdict]));
    return print(
      JSON.stringify(
        {
          fixture: fixture.id,
          reference,
          verdicts,
          groups,
          parting: parting ?? null,
          steps,
          unconfirmed,
          claims: argued,
          replay,
        },
        null,
        2,
      ),
    );
  }
  const { renderLockstep } = await import('../render/explain/lockstep.ts');
  const { paint, columns } = await layoutOfReader();
  const { renderTail } = await import('../render/explain/pretty.ts');
  const { invariants } = await import('../invariants/registry.ts');
  const told = renderLockstep(fixture, runs, steps, { paint, columns, all: options.all ?? false, parting, reference });
  const tail = { fixture, runs, invariants, arguments: argued, replay };
  await print(`${told}\n${renderTail(tail, { paint, columns, step: mappedStep(steps, asked, parting) })}`);
}

/** `x86-64-128M: add d0; online_kernel d0, vetoed`, as explore and prove tell it. */
async function walkOf(pattern: string): Promise<Fixture | undefined> {
  if (!pattern.includes(':')) return undefined;
  const { readWalk } = await import('../explore/scenario.ts');
  const { machines } = await (await import('../corpus/load.ts')).loadMachines();
  const read = readWalk(pattern, machines);
  if (typeof read === 'string')
    throw new Failure('noMatch', read, 'write `MACHINE: MOVE; MOVE`, with moves as explore tells them');
  return read;
}

async function theFixture(pattern: string): Promise<Fixture> {
  const { fixtures } = await loadFixtures([pattern]);
  const [fixture, another] = fixtures;
  if (fixture !== undefined && another === undefined) return fixture;
  throw new Failure('usage', `"${pattern}" means ${fixtures.length} fixtures`, fixtures.map(({ id }) => id).join(', '));
}

/** The step asked for, the first in which something goes wrong, or the one after which they part; else the last. */
function mappedStep(steps: readonly LockstepStep[], asked: number | undefined, parting: number | undefined): number {
  if (asked !== undefined) return asked - 1;
  const wrong = steps.find(({ violations }) => violations.length > 0)?.step;
  // Where they never part, the end is as good a place to look at as any.
  return wrong ?? parting ?? Math.max(0, steps.length - 1);
}

interface Walk {
  runs: RunResult[];
  header: Compared;
}

/** A design alone has nothing to part from: the kernel as released walks along. */
async function walk(fixture: Fixture, options: ExplainOptions): Promise<Walk> {
  const released = listDesigns().filter(({ provenance, on }) => provenance === 'release' && isOn(on, options.base));
  const reference = options.design.length > 0 ? released.map(({ id }) => id) : [];
  const chosen = await chooseDesigns({ ...options, design: [...reference, ...options.design] }, { alone: true });
  try {
    const run = await chosen.runner();
    const runs: RunResult[] = [];
    for (const { id } of chosen.listings)
      runs.push({ ...(await run(fixture, id, { exposure: true, writes: true })), design: id });
    return { runs, header: { designs: chosen.listings, reference: referenceOf(chosen.listings) } };
  } finally {
    await chosen.close();
  }
}

const isOn = (on: readonly string[], base: string): boolean => on.includes(base);
