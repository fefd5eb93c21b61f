import type { Command } from 'commander';
import type { BlameScore } from '../mutants/blame_score.ts';
import type { Judgement } from '../mutants/by_corpus.ts';
import { addFormat, meanings, parseWhole } from './options.ts';
import { startProgress } from './progress.ts';
import { loadFixtures } from './select.ts';
import { print } from './terminal.ts';

interface Options {
  blame?: boolean;
  seed: number;
  pairs: number;
  sample?: number;
  format: string;
  quiet?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('mutants')
    .description('Plant the mistakes of the catalogue into the designs they belong to, and see whether they are told.')
    .option('--blame', 'whether the faults that are found name the mistaken function, for each and for pairs')
    .option('--seed <number>', meanings.seed, parseWhole, 20210319)
    .option('--pairs <number>', 'how many pairs of mistakes to plant together', parseWhole, 60)
    .option('--sample <number>', 'only so many mistakes, drawn by the seed', parseWhole)
    .option('-q, --quiet', meanings.quiet)
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json']).action(mutants);
}

async function mutants(options: Options): Promise<void> {
  if (options.schema) return print((await import('./mutants_schema.ts')).mutantsJsonSchema(options.blame === true));
  const { fixtures } = await loadFixtures([]);
  const { mistakes } = await import('../mutants/mistakes.ts');
  const { draw } = await import('../mutants/draw.ts');
  const { seed, pairs, sample } = options;
  const chosen = sample === undefined ? mistakes : draw(mistakes, seed, sample);
  const progress = await startProgress(
    chosen.length + (options.blame ? pairs : 0),
    1000,
    options.quiet,
    'mistakes planted',
  );
  try {
    if (options.blame) {
      const { blameScore } = await import('../mutants/blame_score.ts');
      const score = blameScore(fixtures, chosen, { seed, pairs }, (done) => progress.update(done, `${done}`));
      progress.stop();
      return await print(options.format === 'json' ? JSON.stringify(score, null, 2) : blameText(score));
    }
    const { Judge } = await import('../mutants/by_corpus.ts');
    const judge = new Judge(fixtures);
    const judged = chosen.map((mistake, at) => {
      const judgement = judge.judge(mistake, true);
      progress.update(at + 1, mistake.id);
      return judgement;
    });
    progress.stop();
    await print(options.format === 'json' ? JSON.stringify(killed(judged), null, 2) : killedText(judged));
  } finally {
    progress.stop();
  }
}

function killed(judged: readonly Judgement[]) {
  const mutants = judged.map(({ mistake: { id, survives }, by, blamed }) => {
    const first = blamed ?? by[0];
    const status = first ? 'killed' : survives === undefined ? 'survived' : 'equivalent';
    return { id, status, by: first ? `${first.id} in ${first.fixture}` : (survives ?? null) };
  });
  const count = (wanted: string): number => mutants.filter(({ status }) => status === wanted).length;
  return {
    total: mutants.length,
    killed: count('killed'),
    survived: count('survived'),
    equivalent: count('equivalent'),
    mutants,
  };
}

function killedText(judged: readonly Judgement[]): string {
  const { total, killed: told, mutants } = killed(judged);
  const left = mutants.filter(({ status }) => status !== 'killed');
  return [
    `The corpus tells ${told} of ${total} mistaken designs from the right ones.`,
    ...left.map(({ id, status, by }) => `  ${id}: ${status}${by ? `, ${by}` : ''}`),
  ].join('\n');
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
