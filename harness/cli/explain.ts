import type { Command } from 'commander';
import { lockstep } from '../compare/lockstep.ts';
import { listDesigns } from '../run/designs.ts';
import { Failure } from './exit.ts';
import { loadFixtures } from './load_fixtures.ts';
import { addFormat, collect } from './options.ts';
import { selectDesigns } from './select.ts';
import { columnsOf, print, wantsColor } from './terminal.ts';

interface ExplainOptions {
  design: string[];
  base: string;
  allRevisions?: boolean;
  all?: boolean;
  format: string;
}

export function register(program: Command): void {
  const command = program
    .command('explain')
    .description('Walk the designs through one fixture in lockstep, to where they part and what goes wrong.')
    .argument('<fixture>', 'id of the fixture')
    .option('-d, --design <id|glob>', 'beside the reference, may be given more than once', collect, [])
    .option('--base <release>', 'the kernel the designs are applied to', 'linux@5.12')
    .option('--all-revisions', 'every revision of every design')
    .option('-a, --all', 'every value that differs after every step');
  addFormat(command, ['pretty', 'json']).action(explain);
}

async function explain(pattern: string, options: ExplainOptions): Promise<void> {
  const { fixtures } = await loadFixtures([pattern]);
  const [fixture, another] = fixtures;
  if (fixture === undefined || another !== undefined) {
    throw new Failure(
      'usage',
      `"${pattern}" means ${fixtures.length} fixtures`,
      fixtures.map(({ id }) => id).join(', '),
    );
  }
  const all = listDesigns();
  // A design alone has nothing to part from: the kernel as released walks along.
  const released = options.design.length > 0 ? all.filter(({ provenance }) => provenance === 'release') : [];
  const chosen = selectDesigns(all, options);
  const walkers = [...released.filter((design) => !chosen.includes(design)), ...chosen];
  const { runFixture } = await import('../run/run.ts');
  const runs = walkers
    .filter(({ on }) => (on as readonly string[]).includes(options.base))
    .map(({ id }) => ({ ...runFixture(fixture, `${options.base}+${id}`, { observations: true }), design: id }));
  const steps = lockstep(runs);
  if (options.format === 'json') {
    const verdicts = Object.fromEntries(runs.map(({ design, verdict }) => [design, verdict]));
    return print(JSON.stringify({ fixture: fixture.id, verdicts, steps }, null, 2));
  }
  const { renderLockstep } = await import('../report/pretty/lockstep.ts');
  const { paintFor } = await import('../report/pretty/paint.ts');
  const paint = paintFor(wantsColor(process.stdout));
  await print(
    renderLockstep(fixture, runs, steps, { paint, columns: columnsOf(process.stdout), all: options.all ?? false }),
  );
}
