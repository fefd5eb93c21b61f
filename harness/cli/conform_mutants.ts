import type { Recording } from '../oracle/recording.ts';
import { Failure, leaveWith } from './exit.ts';
import { startProgress } from './progress.ts';
import { print } from './terminal.ts';

/** The oracle's own mutation score. Leaves with 1 when a mutant survives that nobody has explained. */
export async function conformMutants(
  recordings: Recording[],
  options: { format: string; shard?: string },
): Promise<void> {
  const { mutationScore } = await import('../mutants/by_recordings.ts');
  const shard = /^([1-9]\d*)\/([1-9]\d*)$/.exec(options.shard ?? '1/1');
  if (shard === null) throw new Failure('usage', `--shard takes i/n, not "${options.shard}"`, 'such as --shard 1/20');
  const progress = await startProgress(100, 1000, false, 'hundredths of the mutants tried');
  const score = mutationScore(recordings, Number(shard[1]) - 1, Number(shard[2]), (done, of, id) =>
    progress.update(Math.round((100 * done) / of), id),
  );
  progress.stop();
  if (score.survived > 0) leaveWith('gate');
  if (options.format === 'json') return print(JSON.stringify(score, null, 2));
  const left = score.mutants.filter(({ status }) => status !== 'killed');
  await print(
    [
      `${score.killed} of ${score.total} mutants are contradicted by ${score.recordings} recordings; ` +
        `${score.explained} survive for a known reason, ${score.survived} for none.`,
      ...left.map(({ id, what, why }) => `  ${id}: ${what}\n      ${why ?? 'NOT EXPLAINED'}`),
    ].join('\n'),
  );
}
