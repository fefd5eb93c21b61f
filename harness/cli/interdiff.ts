import type { Command } from 'commander';
import { suggest } from '../corpus/suggest.ts';
import { readLedger } from './claims.ts';
import { Failure } from './exit.ts';
import { addFormat, repeatable } from './options.ts';
import { loadFixtures } from './select.ts';
import { columnsOf, print, wantsColor } from './terminal.ts';

interface Options {
  base: string;
  fixture: string[];
  format: string;
  schema?: boolean;
}

const text = { type: 'string' } as const;

export const interdiffSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mhp-compare interdiff',
  type: 'object',
  required: ['base', 'designs', 'same', 'fixtures', 'changed'],
  properties: {
    base: text,
    designs: { type: 'array', items: text, minItems: 2, maxItems: 2 },
    same: { type: 'boolean' },
    fixtures: {
      type: 'object',
      required: ['compared', 'alike'],
      properties: { compared: { type: 'integer' }, alike: { type: 'integer' } },
    },
    changed: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'before', 'after'],
        properties: {
          kind: { enum: ['verdict', 'behaviour', 'claim', 'cost'] },
          fixture: text,
          title: text,
          claim: text,
          text: text,
          operation: text,
          counter: text,
          before: { type: ['string', 'number', 'boolean', 'null'] },
          after: { type: ['string', 'number', 'boolean', 'null'] },
          divergence: { type: ['object', 'null'] },
          replay: text,
        },
      },
    },
  },
} as const;

export function register(program: Command): void {
  const command = program
    .command('interdiff')
    .description('Say what changed in behaviour from one revision or design to another.')
    .argument('[before]', 'id of a design, such as david@poc')
    .argument('[after]', 'id of another, such as david@v10')
    .option('--base <release>', 'the kernel both are applied to', 'linux@5.12')
    .option('-f, --fixture <glob>', 'fixtures by id or topic, may be given more than once', repeatable, [])
    .option('--schema', 'print the JSON Schema of --format json and stop');
  addFormat(command, ['pretty', 'json']).action(run);
}

async function run(before: string | undefined, after: string | undefined, options: Options): Promise<void> {
  if (options.schema) return print(JSON.stringify(interdiffSchema, null, 2));
  if (before === undefined || after === undefined)
    throw new Failure('usage', 'interdiff compares two designs', 'interdiff david@poc david@v10');
  await check([before, after], options.base);
  const claims = await readLedger();
  const { fixtures } = await loadFixtures(options.fixture);
  const { runSource } = await import('../claims/runs.ts');
  const { interdiff } = await import('../claims/interdiff.ts');
  const all = options.fixture.length === 0 ? fixtures : (await loadFixtures([])).fixtures;
  const result = interdiff(fixtures, claims, [before, after], {
    source: runSource(all, options.base),
    base: options.base,
  });
  if (options.format === 'json') return print(JSON.stringify(result, null, 2));
  const { prettyInterdiff } = await import('../render/claims/interdiff_pretty.ts');
  const { paintFor } = await import('../text/paint.ts');
  await print(prettyInterdiff(result, paintFor(wantsColor(process.stdout)), columnsOf(process.stdout)));
}

/** Both have to be designs with a port to the base. */
async function check(ids: string[], base: string): Promise<void> {
  const { listDesigns } = await import('../run/designs.ts');
  const { parseStack, StackError } = await import('../run/stack.ts');
  const known = listDesigns().map(({ id }) => id);
  for (const id of ids) {
    if (!known.includes(id.split('+')[0]!)) throw new Failure('noMatch', `no design "${id}"`, suggest(id, known));
    try {
      parseStack(`${base}+${id}`);
    } catch (error) {
      if (error instanceof StackError) throw new Failure('noMatch', error.message, 'choose another --base');
      throw error;
    }
  }
}
