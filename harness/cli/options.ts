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

export const timeLimitText = 'processor time that a design from a file may take for one run (10)';

export function addSelection(command: Command): Command {
  return command
    .option(
      '-d, --design <id|glob|file>',
      'a design, may be given more than once; a file joins the default designs unless others are named',
      repeatable,
      [],
    )
    .option('--base <release>', 'the kernel the designs are applied to', 'linux@5.12')
    .option('-f, --fixture <glob>', 'fixtures by id, topic or last part, may be given more than once', repeatable, [])
    .option('--all-revisions', 'every revision of every design, not only the default ones')
    .option('--without <invariant>', 'leave an invariant out, may be given more than once', repeatable, [])
    .option('--time-limit <seconds>', timeLimitText, parseWhole)
    .option('--shard <i/n>', 'only the i-th of n parts of the corpus', parseShard)
    .option('--seed <number>', 'for verbs that draw at random; without effect where nothing is drawn', parseWhole)
    .option('-q, --quiet', 'no progress on standard error');
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

export function parseThreads(value: string): number {
  const threads = parseWhole(value);
  if (threads < 1 || threads > 64) throw new InvalidArgumentError('write a number from 1 to 64.');
  return threads;
}
