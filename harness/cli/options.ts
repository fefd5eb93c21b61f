import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Format, formats } from '../render/formats.ts';

/** Options that every verb which runs fixtures understands in the same way. */
export interface SharedOptions {
  design: string[];
  base: string;
  fixture: string[];
  allRevisions?: boolean;
  format: Format;
  without: string[];
  timeLimit?: number;
  shard?: Shard;
  quiet?: boolean;
}

/** The `index`-th (from 1) of `count` parts. */
export interface Shard {
  index: number;
  count: number;
}

/**
 * What an option means in every verb that has it: a name has one meaning, and a letter too. What is special about it in one
 * verb is said below the verb's options.
 */
export const meanings = {
  alphabet: 'what may be done to a machine',
  all: 'also what is left out as being the same everywhere, or beside the point',
  allRevisions: 'every revision of every design, not only the default ones',
  append: "more words for the kernel's command line, such as the parameter that chooses a design",
  as: 'the stack that models the kernel, such as linux@6.1+DESIGN; what the kernel or the recording says unless told',
  base: 'the kernel the designs are applied to',
  blocks: 'memory blocks to do it with',
  bootEach: 'boot for every scenario, rather than once for all that have the same machine',
  design: 'a design by id, glob or file, may be given more than once',
  failOn: 'exit with 1 on any of this',
  fixture: 'fixtures by id, topic or last part, may be given more than once',
  guestOnly: 'only what the guest tells of itself, for a kernel without type information',
  kernel:
    'a bzImage, a package of Debian, or one of cloud510, full510, cloud61, full61, cloud612, full612, cloud618, cloud73, full73',
  machine: 'machines, may be given more than once',
  maxStates: 'cut a walk that comes upon more states',
  modules: "the kernel's modules, where they are not in lib/modules/VERSION above it",
  observations: 'in the JSON document also what was seen after each step',
  operation: 'only these operations, may be given more than once',
  out: 'where to write: a folder for reports in every format that is kept, else a file',
  quiet: 'no progress, and no list of what was written, on standard error',
  schema: 'print the JSON Schema of --format json and stop',
  seed: 'draws whatever is drawn at random',
  shard: 'only the i-th of n parts',
  step: 'the step to look at, from 1',
  threads: 'how many to run on; as many as there are processors unless told',
  write: 'keep what the corpus does not show as fixtures there',
} as const;

export const timeLimitText = 'what a run of a design from a file may take of a processor (10), or all walks together';

export function addSelection(command: Command): Command {
  return command
    .option('-d, --design <id|glob|file>', meanings.design, repeatable, [])
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('-f, --fixture <glob>', meanings.fixture, repeatable, [])
    .option('--all-revisions', meanings.allRevisions)
    .option('--without <invariant>', 'leave an invariant out, may be given more than once', repeatable, [])
    .option('--time-limit <seconds>', timeLimitText, parseWhole)
    .option('--shard <i/n>', meanings.shard, parseShard)
    .option('--seed <number>', meanings.seed, parseWhole)
    .option('-q, --quiet', meanings.quiet)
    .addHelpText('after', '\nA design from a file joins the default ones unless others are named.');
}

export function addFormat(command: Command, choices: readonly string[] = formats): Command {
  return command.addOption(
    new Option('--format <format>', 'how to print the result').choices(choices).default('pretty'),
  );
}

export function repeatable(value: string, previous: string[]): string[] {
  return [...previous, value];
}

export function parseShard(value: string): Shard {
  const [index, count] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).slice(1).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new InvalidArgumentError('write i/n with i from 1 to n, for example 2/4.');
  }
  return { index, count };
}

export function parseWhole(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('write a whole number.');
  return Number(value);
}

/** As many as there are processors, up to eight, unless told. */
export const threadsOf = (asked: number | undefined): number => asked ?? Math.min(availableParallelism(), 8);

export function parseThreads(value: string): number {
  const threads = parseWhole(value);
  if (threads < 1 || threads > 64) throw new InvalidArgumentError('write a number from 1 to 64.');
  return threads;
}
