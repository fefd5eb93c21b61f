import type { Command } from 'commander';
import { suggest } from '../corpus/suggest.ts';
import type { Claim } from '../types/claim.ts';
import { Failure, leaveWith } from './exit.ts';
import { addFormat, meanings } from './options.ts';
import { loadFixtures } from './select.ts';
import { columnsOf, layoutOfReader, note, print, wantsColor } from './terminal.ts';

interface Options {
  base: string;
  format: 'pretty' | 'json' | 'markdown';
  coverage?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('claims')
    .description('Decide the claims of the thread from runs, and say whether the thread was right.')
    .argument('[claim...]', 'ids such as L48; the whole ledger unless told')
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('--coverage', 'instead: branch coverage, how often each branch of interest was reached, and which never')
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json', 'markdown']).action(claims);
}

async function claims(ids: string[], options: Options): Promise<void> {
  if (options.schema) return print(JSON.stringify((await import('../render/claims/json.ts')).claimsSchema, null, 2));
  if (options.coverage) return coverage(options);
  const wanted = chosen(await readLedger(), ids);
  const { fixtures } = await loadFixtures([]);
  const { runSource } = await import('../claims/runs.ts');
  const { decideAll } = await import('../claims/ledger.ts');
  const decided = decideAll(wanted, { source: runSource(fixtures, options.base), base: options.base });
  if (options.format === 'json')
    return print((await import('../render/claims/json.ts')).claimsJson(decided, options.base));
  if (options.format === 'markdown')
    return print((await import('../render/claims/markdown.ts')).markdownLedger(decided));
  const { prettyClaim, prettyLedger } = await import('../render/claims/pretty.ts');
  const layout = await layoutOfReader();
  await print(
    ids.length > 0 ? decided.map((each) => prettyClaim(each, layout)).join('\n\n') : prettyLedger(decided, layout),
  );
}

/** The claims of fixtures/claims.yaml; what cannot be read of it is told and leaves the exit code 65. */
export async function readLedger(): Promise<Claim[]> {
  const { loadClaims } = await import('../claims/load.ts');
  const { claims: all, problems } = loadClaims();
  if (problems.length > 0) {
    const { formatProblem } = await import('../corpus/format_problem.ts');
    for (const problem of problems) note(formatProblem(problem, { color: wantsColor(process.stderr) }));
    leaveWith('badInput');
  }
  return all;
}

function chosen(all: readonly Claim[], ids: readonly string[]): Claim[] {
  if (ids.length === 0) return [...all];
  return ids.map((id) => {
    const found = all.find((claim) => claim.id.toLowerCase() === id.toLowerCase());
    if (!found)
      throw new Failure(
        'noMatch',
        `no claim "${id}"`,
        suggest(
          id,
          all.map((claim) => claim.id),
        ),
      );
    return found;
  });
}

async function coverage(options: Options): Promise<void> {
  if (options.format === 'markdown')
    throw new Failure('usage', '--coverage prints pretty or json', 'leave out --format markdown');
  const { fixtures } = await loadFixtures([]);
  const { measureCoverage, prettyCoverage } = await import('../claims/branch_coverage.ts');
  const { listDesigns } = await import('../run/designs.ts');
  const designs = listDesigns().filter(({ on }) => (on as readonly string[]).includes(options.base));
  const counted = measureCoverage(
    fixtures,
    designs.map(({ id }) => id),
    options.base,
  );
  await print(
    options.format === 'json' ? JSON.stringify(counted, null, 2) : prettyCoverage(counted, columnsOf(process.stdout)),
  );
}
