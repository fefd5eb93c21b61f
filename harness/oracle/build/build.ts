/** Builds kernels of a source, one after the other in one tree, and keeps their images. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../live/cache_folder.ts';
import { LiveError } from '../live/live_error.ts';
import { buildKey, type KernelConfig, notTaken, type WantedKernel } from './plan.ts';
import type { KernelSource } from './source.ts';
import { type Running, runTool, ToolFailed } from './tool.ts';

export interface BuiltKernel {
  name: string;
  /** Path. */
  image: string;
  /** It was built before. */
  kept: boolean;
}

export interface KernelBuild {
  source: KernelSource;
  config: KernelConfig;
  threads: number;
  running: Running;
  /** What is done now, for a person. */
  onStage: (kernel: string, stage: string) => void;
  /** `done` of about `of` files are compiled. */
  onFile: (kernel: string, done: number, of: number) => void;
}

const image = 'arch/x86/boot/bzImage';
/** Files that the guest configuration compiles of 6.1, until a build has been counted. */
const usual = 1100;

/**
 * Every kernel that could be built, and the error of each that could not. A failed one does not end the others, unless the
 * source cannot be had at all. Throws LiveError.
 */
export async function buildKernels(
  wanted: readonly WantedKernel[],
  options: KernelBuild,
): Promise<{ built: BuiltKernel[]; failed: { name: string; error: LiveError }[] }> {
  const [built, failed]: [BuiltKernel[], { name: string; error: LiveError }[]] = [[], []];
  const store = cacheFolder('builds');
  const tree = join(store, `${process.pid}.tree`);
  let unpacked = false;
  try {
    for (const kernel of wanted) {
      const key = buildKey(options.source, options.config, kernel);
      const kept = join(store, key, 'bzImage');
      if (existsSync(kept)) {
        built.push({ name: kernel.name, image: kept, kept: true });
        continue;
      }
      if (!unpacked) await unpack(tree, options);
      unpacked = true;
      try {
        await buildOne(kernel, tree, options);
        keep(join(tree, image), join(store, key));
        built.push({ name: kernel.name, image: kept, kept: false });
      } catch (error) {
        if (!(error instanceof LiveError) || options.running.stopped) throw error;
        failed.push({ name: kernel.name, error });
      }
    }
  } finally {
    rmSync(tree, { recursive: true, force: true });
    rmSync(`${tree}.tar`, { force: true });
  }
  return { built, failed };
}

async function unpack(tree: string, { source, config, running, onStage }: KernelBuild): Promise<void> {
  onStage(source.named, 'unpacking');
  await source.unpackTo(tree, running);
  if (!existsSync(join(tree, 'Makefile'))) throw new LiveError(`${source.named} is no kernel tree: it has no Makefile`);
  onStage(source.named, 'configuring');
  writeFileSync(join(tree, '.guest.config'), config.text);
  await make(['KCONFIG_ALLCONFIG=.guest.config', 'allnoconfig'], tree, running);
  const missing = notTaken(config, readFileSync(join(tree, '.config'), 'utf8'));
  if (missing.length > 0) onStage(source.named, `does not have ${missing.join(', ')}`);
}

/** Leaves the tree as it was before, but for what was compiled. */
async function buildOne(kernel: WantedKernel, tree: string, options: KernelBuild): Promise<void> {
  const { running, threads, onStage, onFile } = options;
  const applied: string[] = [];
  try {
    for (const { subject, text } of kernel.patches) {
      onStage(kernel.name, `applying ${subject}`);
      await applyPatch(kernel, text, tree, running);
      applied.push(text);
    }
    onStage(kernel.name, 'compiling');
    rmSync(join(tree, image), { force: true });
    let done = 0;
    const of = countedBefore();
    await make([`-j${threads}`, 'bzImage'], tree, running, (line) => {
      if (/^\s+(?:CC|AS)\s/.test(line)) onFile(kernel.name, ++done, of);
    });
    if (!existsSync(join(tree, image))) throw new LiveError(`make bzImage left no ${image}`);
    if (done > of / 2) writeFileSync(join(cacheFolder('builds'), 'files'), `${done}\n`);
  } catch (error) {
    if (error instanceof ToolFailed) throw new LiveError(`${kernel.name}: ${wordsOf(error)}`);
    throw error;
  } finally {
    // What a stopped build leaves is removed as a whole.
    if (!running.stopped)
      for (const text of applied.reverse())
        await runTool('patch', ['-p1', '--reverse', '--force', '--silent'], { running, cwd: tree, input: text });
  }
}

/** All of it or nothing. */
async function applyPatch(kernel: WantedKernel, text: string, tree: string, running: Running): Promise<void> {
  // As git am has it: a context that is not the same is another place.
  const words = ['-p1', '--forward', '--force', '--fuzz=0'];
  try {
    await runTool('patch', [...words, '--dry-run'], { running, cwd: tree, input: text });
  } catch (error) {
    if (!(error instanceof ToolFailed)) throw error;
    throw new LiveError(
      `${kernel.file ?? kernel.name} does not apply: ${error.stdout.trim() || error.stderr.trim()}`,
      'it may be for another release: give its tree with --source',
    );
  }
  await runTool('patch', [...words, '--no-backup-if-mismatch'], { running, cwd: tree, input: text });
}

const make = (words: string[], tree: string, running: Running, onLine?: (line: string) => void): Promise<string> =>
  runTool('make', words, { running, cwd: tree, ...(onLine ? { onLine } : {}) });

/** The compiler's own words: the first error and what belongs to it, rather than all that make says of it. */
function wordsOf({ stderr, stdout, message }: ToolFailed): string {
  const lines = (stderr || stdout).trimEnd().split('\n');
  const first = lines.findIndex((line) => /error|undefined reference|\*\*\*|No space left/i.test(line));
  return first < 0 ? message : `does not compile:\n${lines.slice(Math.max(0, first - 1), first + 20).join('\n')}`;
}

/** Whole or not at all. */
function keep(from: string, folder: string): void {
  const part = `${folder}.${process.pid}.part`;
  try {
    mkdirSync(part, { recursive: true });
    copyFileSync(from, join(part, 'bzImage'));
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw new LiveError(`the image cannot be kept: ${(error as Error).message}`);
  }
}

function countedBefore(): number {
  try {
    return Number(readFileSync(join(cacheFolder('builds'), 'files'), 'utf8')) || usual;
  } catch {
    return usual;
  }
}
