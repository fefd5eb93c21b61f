import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { BlameScore } from '../mutants/blame_score.ts';
import { killScore, killText } from '../mutants/kill_score.ts';
import { type Oracle, oracles } from '../mutants/oracle.ts';
import { Failure } from './exit.ts';
import { addFormat, meanings, parseThreads, parseWhole } from './options.ts';
import { startProgress } from './progress.ts';
import { loadFixtures } from './select.ts';
import { print } from './terminal.ts';

interface Options {
  blame?: boolean;
  by: string;
  rules?: string;
  base: string;
  seed: number;
  pairs: number;
  sample?: number;
  threads?: number;
  format: string;
  quiet?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('mutants')
    .description('Plant the mistakes of the catalogue into the designs they belong to, and see whether they are told.')
    .option('--by <oracles>', `which of ${oracles.join(', ')} are asked, with commas between`, 'corpus')
    .option('--rules <design>', 'also mutants made by rule of every function that runs in walks of a design')
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('--blame', 'whether the faults that are found name the mistaken function, for each and for pairs')
    .option('--seed <number>', meanings.seed, parseWhole, 20210319)
    .option('--pairs <number>', 'how many pairs of mistakes to plant together', parseWhole, 60)
    .option('--sample <number>', 'only so many mistakes, drawn by the seed', parseWhole)
    .option('--threads <number>', meanings.threads, parseThreads)
    .option('-q, --quiet', meanings.quiet)
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json']).action(mutants);
}

async function mutants(options: Options): Promise<void> {
  if (options.schema) return print((await import('./mutants_schema.ts')).mutantsJsonSchema(options.blame === true));
  return options.blame ? blame(options) : kill(options);
}

async function blame({ seed, pairs, sample, quiet, format }: Options): Promise<void> {
  const { fixtures } = await loadFixtures([]);
  const { mistakes } = await import('../mutants/mistakes.ts');
  const { draw } = await import('../mutants/draw.ts');
  const { blameScore } = await import('../mutants/blame_score.ts');
  const chosen = sample === undefined ? mistakes : draw(mistakes, seed, sample);
  const progress = await startProgress(chosen.length + pairs, 1000, quiet, 'mistakes planted');
  try {
    const score = blameScore(fixtures, chosen, { seed, pairs }, (done) => progress.update(done, `${done}`));
    progress.stop();
    await print(format === 'json' ? JSON.stringify(score, null, 2) : blameText(score));
  } finally {
    progress.stop();
  }
}

async function kill({ by, rules, base, seed, sample, threads, quiet, format }: Options): Promise<void> {
  const asked = oraclesNamed(by);
  const { loadMachines } = await import('../corpus/load.ts');
  const { planted } = await import('../mutants/oracles.ts');
  const { draw } = await import('../mutants/draw.ts');
  const { tryInParallel } = await import('../mutants/parallel.ts');
  const { machines } = await loadMachines();
  const all = planted(machines, rules === undefined ? undefined : `${base}+${rules}`);
  const chosen = sample === undefined ? all : draw(all, seed, sample);
  const progress = await startProgress(chosen.length, 1000, quiet, 'mutants planted');
  try {
    let done = 0;
    const verdicts = await tryInParallel(chosen, asked, threads ?? availableParallelism(), ({ id }) =>
      progress.update(++done, id),
    );
    progress.stop();
    const score = killScore(verdicts, asked);
    await print(format === 'json' ? JSON.stringify(score, null, 2) : killText(score));
  } finally {
    progress.stop();
  }
}

function oraclesNamed(words: string): Oracle[] {
  const named = words.split(',').map((word) => word.trim());
  const unknown = named.find((word) => !oracles.some((oracle) => oracle === word));
  if (unknown !== undefined) throw new Failure('usage', `no oracle "${unknown}"`, `--by takes ${oracles.join(', ')}`);
  return oracles.filter((oracle) => named.includes(oracle));
}

const percent = (part: number, of: number): string => (of === 0 ? 'none' : `${((100 * part) / of).toFixed(1)}%`);

function blameText({ mistakes, detected, blamed, exactlyOne, pairs, pairsTwo, misses }: BlameScore): string {
  return [
    `${detected} of ${mistakes} mistakes, planted alone, add to the faults of their design.`,
    `${blamed} (${percent(blamed, detected)}) are put down to the mistaken function, ${exactlyOne} (${percent(exactlyOne, detected)}) come out as one new fault.`,
    `${pairsTwo} of ${pairs} pairs (${percent(pairsTwo, pairs)}) come out as two, one for each function.`,
    ...misses.flatMap(({ kind, mistakes: planted, faults }) => [
      `  ${kind}: ${planted.join(' and ')}`,
      ...faults.map((fault) => `      ${fault}`),
    ]),
  ].join('\n');
}
