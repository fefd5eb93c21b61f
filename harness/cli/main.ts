import { Command, CommanderError } from 'commander';
import { toolVersion } from '../corpus/root.ts';
import { suggest } from '../corpus/suggest.ts';
import { exitCodes, Failure, leaveWith } from './exit.ts';
import { guardStreams, note } from './terminal.ts';

interface VerbModule {
  register(program: Command): void;
}

/** Every verb and the module that registers it; a module is loaded only when its verb (or the help) is asked for. */
export const cliVerbs: Record<string, () => Promise<VerbModule>> = {
  compare: () => import('./compare.ts'),
  explain: () => import('./explain.ts'),
  claims: () => import('./claims.ts'),
  interdiff: () => import('./interdiff.ts'),
  validate: () => import('./validate.ts'),
  list: () => import('./list.ts'),
  report: () => import('./report.ts'),
  merge: () => import('./merge.ts'),
  diff: () => import('./diff.ts'),
  conform: () => import('./conform.ts'),
  explore: () => import('./explore.ts'),
  cost: () => import('./cost.ts'),
  bench: () => import('./bench.ts'),
  record: () => import('./record.ts'),
  cache: () => import('./cache.ts'),
  walk: () => import('./walk.ts'),
  mutants: () => import('./mutants.ts'),
  prove: () => import('./prove.ts'),
  history: () => import('./history.ts'),
  review: () => import('./review.ts'),
  kernel: () => import('./kernel.ts'),
};

/** Runs one command line (as process.argv) and leaves the exit code in process.exitCode. Never rejects. */
export async function main(argv: string[]): Promise<void> {
  guardStreams();
  const name = argv.slice(2).find((word) => !word.startsWith('-'));
  try {
    const program = await programFor(name);
    await program.parseAsync(argv);
  } catch (error) {
    conclude(error, name);
  }
}

async function programFor(name: string | undefined): Promise<Command> {
  const program = new Command('mhp-compare')
    .description('Runs the competing designs of a memory-hotplug patch side by side on a model of Linux.')
    .version(toolVersion())
    .exitOverride()
    .configureHelp({ helpWidth: 100 })
    .addHelpText('after', () => `\nExit codes:\n${exitTable()}`);
  const known = name !== undefined && Object.hasOwn(cliVerbs, name);
  if (name !== undefined && !known && name !== 'help') {
    const verbNames = Object.keys(cliVerbs);
    throw new Failure('usage', `no verb "${name}"`, suggest(name, verbNames));
  }
  const wanted = known ? [name] : Object.keys(cliVerbs);
  for (const verb of wanted) (await cliVerbs[verb]!()).register(program);
  // Commands made before exitOverride copy the settings of the moment; set it on each.
  for (const command of program.commands) command.exitOverride().configureHelp({ helpWidth: 100 });
  return program;
}

function exitTable(): string {
  return Object.values(exitCodes)
    .map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
    .join('\n');
}

function conclude(error: unknown, verb: string | undefined): void {
  if (error instanceof CommanderError) {
    // Help and version end with 0; commander has printed everything else itself.
    if (error.exitCode !== 0) leaveWith('usage');
    return;
  }
  if (error instanceof Failure) {
    note(`mhp-compare: ${error.message}${error.hint ? `\n  ${error.hint}` : ''}`);
    leaveWith(error.exit);
    return;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  note(`mhp-compare: a fault of the harness in ${verb ?? 'the start'}, not of a design or of your input.`);
  note(`Please report this together with the command line and the fixture:\n`);
  note(`  version ${toolVersion()}, Node ${process.version}, ${process.platform}`);
  note(`  command ${process.argv.slice(2).join(' ')}\n${trace.replace(/^/gm, '  ')}`);
  leaveWith('fault');
}
