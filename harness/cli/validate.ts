import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { formatProblem } from '../corpus/format_problem.ts';
import { checkLive, loadCorpus } from '../corpus/load.ts';
import type { Problem } from '../corpus/problem.ts';
import { projectRoot } from '../corpus/root.ts';
import type { DesignProblem } from '../run/check_designs.ts';
import { Failure, leaveWith } from './exit.ts';
import { addFormat, meanings, repeatable } from './options.ts';
import { note, print, wantsColor } from './terminal.ts';

interface Options {
  format: string;
  updateHunks?: boolean;
  design: string[];
  schema?: boolean;
}

export const validateSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mhp-compare validate',
  type: 'object',
  required: ['fixtures', 'claims', 'designs', 'problems'],
  properties: {
    fixtures: { type: 'integer', description: 'Scenarios that can be run' },
    claims: { type: 'integer' },
    designs: { type: 'integer', description: 'Design modules looked at, those that others stand on included' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'file', 'line', 'column', 'message', 'hint', 'frame'],
        properties: {
          code: { type: 'string' },
          file: { type: 'string' },
          line: { type: 'integer' },
          column: { type: 'integer' },
          message: { type: 'string' },
          hint: { type: 'string' },
          frame: { type: 'string' },
        },
      },
    },
  },
} as const;

export function register(program: Command): void {
  const command = program
    .command('validate')
    .description('Check scenarios, machines, claims and designs, and say what is wrong by line and column.')
    .option('--update-hunks', 'write down which body each function was replaced against, in strategies/hunks.lock.json')
    .option('-d, --design <file>', meanings.design, repeatable, [])
    .option('--schema', meanings.schema)
    .addHelpText(
      'after',
      '\nDesigns from elsewhere are checked beside those of strategies/. Exit code 65 for a bad fixture or claim, 78 for a bad design.',
    );
  addFormat(command, ['pretty', 'json']).action(validate);
}

async function validate(options: Options): Promise<void> {
  if (options.schema) return print(JSON.stringify(validateSchema, null, 2));
  const corpus = await loadCorpus();
  const { loadClaims } = await import('../claims/load.ts');
  const claims = loadClaims();
  const designs = await checkDesigns(options.updateHunks ?? false);
  designs.count += options.design.length;
  for (const file of options.design) designs.problems.push(...(await checkOutside(file)));
  const { checkFailures } = await import('../run/unfired.ts');
  const textOf = (file: string) => readFileSync(join(projectRoot(), file), 'utf8');
  const written = [
    ...corpus.problems,
    ...(await checkLive()),
    ...claims.problems,
    ...checkFailures(corpus.fixtures, textOf),
  ];
  if (written.length > 0) leaveWith('badInput');
  if (designs.problems.length > 0) leaveWith('badDesign');
  const problems: (Problem | DesignProblem)[] = [...written, ...designs.problems];
  const counts = { fixtures: corpus.fixtures.length, claims: claims.claims.length, designs: designs.count };
  if (options.format === 'json') return print(JSON.stringify({ ...counts, problems }, null, 2));
  const color = wantsColor(process.stdout);
  const told = problems.map((problem) => formatProblem(problem as Problem, { color }));
  const sum = `${counts.fixtures} scenarios, ${counts.claims} claims, ${counts.designs} designs: ${problems.length === 0 ? 'nothing wrong' : `${problems.length} problem${problems.length === 1 ? '' : 's'}`}`;
  await print([...told, sum].join('\n\n'));
}

async function checkDesigns(update: boolean): Promise<{ count: number; problems: DesignProblem[] }> {
  try {
    const { designFiles } = await import('../run/design_files.ts');
    const { lockedHunks, lockFile, updateLock } = await import('../run/hunks_lock.ts');
    if (update) note(updateLock() ? `wrote ${lockFile}` : `${lockFile} is current`);
    const { checkDesign } = await import('../run/check_designs.ts');
    const files = designFiles();
    const problems = files.flatMap((each) =>
      checkDesign({ ...each, locked: lockedHunks(each.mend ?? each.design) ?? {} }),
    );
    return { count: files.length, problems };
  } catch (error) {
    throw new Failure(
      'badDesign',
      `a design cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
      'a module of strategies/ exports defineDesign({...}) as its default',
    );
  }
}

/** A module from elsewhere is looked at in a thread of its own; one that is no design is a problem like any other. */
async function checkOutside(file: string): Promise<DesignProblem[]> {
  const { DesignLoadError, openDesign } = await import('../run/outside/open_design.ts');
  try {
    const design = await openDesign(file);
    const problems = await design.check();
    await design.close();
    return problems as DesignProblem[];
  } catch (error) {
    if (error instanceof DesignLoadError) return [error.problem as unknown as DesignProblem];
    throw error;
  }
}
