import type { Command } from 'commander';
import { suggest } from '../corpus/suggest.ts';
import { command as commandText } from '../text/command.ts';
import { readLedger } from './claims.ts';
import { Failure } from './exit.ts';
import { addFormat, meanings, repeatable } from './options.ts';
import { loadFixtures } from './select.ts';
import { layoutOfReader, print } from './terminal.ts';

interface Options {
  base: string;
  fixture: string[];
  format: 'pretty' | 'json' | 'markdown' | 'mail';
  all?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('interdiff')
    .description('Say which faults one revision or design mends, adds and keeps of another, and what else changed.')
    .argument('[before]', 'id of a design, such as david@poc')
    .argument('[after]', 'id of another, such as david@v10')
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('-f, --fixture <glob>', meanings.fixture, repeatable, [])
    .option('-a, --all', meanings.all)
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json', 'markdown', 'mail']).action(run);
}

async function run(before: string | undefined, after: string | undefined, options: Options): Promise<void> {
  if (options.schema) return print((await import('../render/claims/interdiff_schema.ts')).interdiffJsonSchema());
  if (before === undefined || after === undefined)
    throw new Failure('usage', 'interdiff compares two designs', commandText('interdiff david@poc david@v10'));
  await check([before, after], options.base);
  const claims = await readLedger();
  const { fixtures } = await loadFixtures(options.fixture);
  const { runSource } = await import('../claims/runs.ts');
  const { interdiff } = await import('../claims/interdiff.ts');
  const all = options.fixture.length === 0 ? fixtures : (await loadFixtures([])).fixtures;
  const { computeInterdiffFaults } = await import('./interdiff_faults.ts');
  const { base, fixture, format } = options;
  const diff = {
    ...interdiff(fixtures, claims, [before, after], { source: runSource(all, base), base }),
    faults: await computeInterdiffFaults([before, after], { base, fixture }),
  };
  if (format === 'json') return print(JSON.stringify(diff, null, 2));
  const { mailInterdiff, markdownInterdiff } = await import('../render/claims/interdiff_faults.ts');
  if (format === 'mail') return print(mailInterdiff(diff));
  if (format === 'markdown') return print(markdownInterdiff(diff));
  const { prettyInterdiff } = await import('../render/claims/interdiff_pretty.ts');
  const layout = await layoutOfReader();
  await print(prettyInterdiff(diff, { ...layout, all: options.all ?? false }));
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
