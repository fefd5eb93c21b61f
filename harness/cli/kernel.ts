import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { type Command, Option } from 'commander';
import { projectRoot } from '../corpus/root.ts';
import type { BuiltKernel } from '../oracle/build/build.ts';
import type { KernelConfig, WantedKernel } from '../oracle/build/plan.ts';
import { timeLeft } from '../text/time_left.ts';
import { Failure, leaveWith } from './exit.ts';
import { meanings, parseThreads, repeatable } from './options.ts';
import { guarded } from './record_live.ts';
import { note, onInterrupt, print } from './terminal.ts';

interface Options {
  source: string;
  patch: string[];
  stock?: boolean;
  config?: string;
  threads?: number;
  format: 'pretty' | 'json';
  quiet?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const kernel = program.command('kernel').description('Build kernels of a source with and without patches.');
  kernel
    .command('build')
    .description('Configure a source for a guest, apply patches, build, and keep the images by content.')
    .option('--source <source>', 'a package of Debian such as linux-source-6.1, a tarball, a git tree or a folder')
    .option(
      '--patch <[name=]file>',
      'a patch mail, an mbox of a series, or a diff; each given makes a kernel',
      repeatable,
      [],
    )
    .option('--stock', 'also the source as it is, as one without --patch')
    .option('--config <file>', "options for allnoconfig in place of the guest's own (fixtures/guest.config)")
    .option('--threads <number>', meanings.threads, parseThreads)
    .option('-q, --quiet', meanings.quiet)
    .option('--schema', meanings.schema)
    .addOption(new Option('--format <format>', 'how to print the result').choices(['pretty', 'json']).default('pretty'))
    .addHelpText(
      'after',
      '\nPrinted is NAME=IMAGE, as compare --kernel takes it. Exit code 69 where one could not be built.',
    )
    .action(build);
}

async function build(options: Options): Promise<void> {
  if (options.schema) return print((await import('./kernel_schema.ts')).kernelJsonSchema());
  if (!options.source) throw new Failure('usage', 'kernel build needs --source', '--source linux-source-6.1');
  const wanted = await wantedKernels(options);
  await guarded(async () => {
    const { Running } = await import('../oracle/build/tool.ts');
    const { findSource } = await import('../oracle/build/source.ts');
    const { buildKernels } = await import('../oracle/build/build.ts');
    const running = new Running();
    const handBack = onInterrupt(() => {
      running.stop();
      leaveWith('interrupted');
    });
    try {
      const config = await configOf(options);
      const source = await findSource(options.source, running);
      const threads = options.threads ?? availableParallelism();
      const { built, failed } = await buildKernels(wanted, {
        source,
        config,
        threads,
        running,
        ...told(options.quiet),
      });
      await printBuilt(built, options, config);
      for (const { error } of failed) note(`mhp-compare: ${error.message}${error.hint ? `\n  ${error.hint}` : ''}`);
      if (failed.length > 0) leaveWith('unavailable');
    } finally {
      handBack();
    }
  });
}

async function printBuilt(
  built: readonly BuiltKernel[],
  { format }: Options,
  { notObservable }: KernelConfig,
): Promise<void> {
  if (notObservable) note(`not observable: ${notObservable}`);
  if (format === 'json')
    return print(JSON.stringify({ kernels: built, ...(notObservable ? { notObservable } : {}) }, null, 2));
  if (built.length > 0) await print(built.map(({ name, image }) => `${name}=${image}`).join('\n'));
}

async function wantedKernels({ patch, stock }: Options): Promise<WantedKernel[]> {
  const { patchesIn } = await import('../review/in_order.ts');
  const wanted: WantedKernel[] = stock || patch.length === 0 ? [{ name: 'stock', patches: [] }] : [];
  for (const word of patch) {
    const [, given, file = ''] = /^(?:([\w.+-]+)=)?(.*)$/s.exec(word) ?? [];
    let input: Buffer;
    try {
      input = readFileSync(file);
    } catch (error) {
      throw new Failure('badInput', `cannot read ${file}: ${(error as NodeJS.ErrnoException).code}`);
    }
    const patches = (await patchesIn(input)).map(({ subject, text }) => ({ subject: subject || basename(file), text }));
    if (patches.length === 0)
      throw new Failure('badInput', `${file} holds no patch`, 'save the mail itself, with its diff');
    wanted.push({ name: given ?? basename(file).replace(/\.[a-z]+$/i, ''), file, patches });
  }
  const twice = wanted.find(({ name }, at) => wanted.findIndex((other) => other.name === name) !== at);
  if (twice) throw new Failure('usage', `two kernels are called ${twice.name}`, '--patch NAME=FILE gives another name');
  return wanted;
}

async function configOf({ config }: Options): Promise<KernelConfig> {
  const { spawnSync } = await import('node:child_process');
  const { guestConfig } = await import('../oracle/build/plan.ts');
  const file = config ?? join(projectRoot(), 'fixtures', 'guest.config');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('badInput', `cannot read ${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
  const hasPahole = spawnSync('pahole', ['--version']).status === 0;
  return config === undefined ? guestConfig(text, hasPahole) : { text };
}

/** Lines on standard error: each stage, and how far a compilation has come, some twenty times. */
function told(quiet: boolean | undefined): {
  onStage: (kernel: string, stage: string) => void;
  onFile: (kernel: string, done: number, of: number) => void;
} {
  if (quiet) return { onStage() {}, onFile() {} };
  let start = 0;
  return {
    onStage(kernel, stage) {
      start = Date.now();
      note(`${kernel}: ${stage}`);
    },
    onFile(kernel, done, of) {
      if (done % Math.max(1, Math.round(of / 20)) === 0) note(`${kernel}: ${timeLeft(done, of, Date.now() - start)}`);
    },
  };
}
