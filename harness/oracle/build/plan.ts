/** What is to be built: kernels of one source, each with its patches. */
import { createHash } from 'node:crypto';
import type { KernelSource } from './source.ts';

export interface WantedKernel {
  /** `v2`, as `compare --kernel v2=bzImage` is to call it. */
  name: string;
  /** File on the command line; undefined for the source as it is. */
  file?: string;
  /** Patches as patch(1) reads them, in the order they are applied. */
  patches: { subject: string; text: string }[];
}

export interface KernelConfig {
  /** Lines of a configuration, CONFIG_X=y. */
  text: string;
  /** What cannot be seen of a kernel built with it, and why; none where all can. */
  notObservable?: string;
}

/** Where the kernel is kept: another one for any other source, configuration or patch. Names do not matter. */
export const buildKey = (source: KernelSource, config: KernelConfig, { patches }: WantedKernel): string =>
  createHash('sha256')
    .update(JSON.stringify([source.hash, config.text, patches.map(({ text }) => text)]))
    .digest('hex')
    .slice(0, 32);

/** Options by type information of the kernel, which pahole makes. */
const needsPahole = /^CONFIG_DEBUG_INFO_(?:BTF|DWARF_TOOLCHAIN_DEFAULT)=y\n?/gm;

/** The project's guest configuration, or what of it can be built without pahole. */
export function guestConfig(text: string, hasPahole: boolean): KernelConfig {
  const options = text.replace(/^#.*\n?/gm, '');
  if (hasPahole) return { text: options };
  return {
    text: options.replace(needsPahole, ''),
    notObservable:
      'section flags, migratetypes, struct pages, contiguous and online_type, as pahole is missing (apt-get install dwarves): compare with --guest-only',
  };
}

/** Options that were asked for and that the source did not take: another release, or something they depend on is missing. */
export function notTaken({ text }: KernelConfig, taken: string): string[] {
  const has = new Set(taken.split('\n'));
  return text
    .split('\n')
    .filter((line) => line.endsWith('=y') && !has.has(line))
    .map((line) => line.replace(/=y$/, ''));
}
