import type { Command } from 'commander';
import { Failure } from './exit.ts';
import { meanings } from './options.ts';
import { note, print } from './terminal.ts';

interface Options {
  kernel?: string;
  json?: string;
  guestOnly?: boolean;
  modules?: string;
  append?: string;
  cover?: boolean;
  bootEach?: boolean;
  import?: string[];
  out?: string;
  as?: string;
}

export function register(program: Command): void {
  program
    .command('record')
    .description('Does fixtures to a real kernel under QEMU, or brings in recordings made elsewhere.')
    .argument('[scenario...]', 'fixtures: of fixtures/live by name, others by id or glob, or files')
    .option('--kernel <kernel>', meanings.kernel)
    .option('--cover', 'make every move of two blocks that no recording of the kernel in the folder has yet')
    .option('--boot-each', meanings.bootEach)
    .option('--import <file...>', 'recordings in the layout of the reference driver (JSON)')
    .option('-o, --out <file>', meanings.out)
    .option('--guest-only', meanings.guestOnly)
    .option('--modules <folder>', meanings.modules)
    .option('--append <words>', meanings.append)
    .option('--json <file>', 'also write what was seen before it is condensed')
    .option('--as <stack>', meanings.as)
    .addHelpText(
      'after',
      '\nWith --out - the one recording goes to standard output; without --out a recording goes to fixtures/recordings/<kernel>/<scenario>.yaml here.\nWith --cover, --out is the folder; what is recorded there is not made again.',
    )
    .action(run);
}

async function run(words: string[], options: Options): Promise<void> {
  if (options.cover) {
    if (words.length > 0 || options.import !== undefined)
      throw new Failure('usage', '--cover is alone: it makes its own scenarios');
    return (await import('./record_cover.ts')).recordCover(options);
  }
  if (words.length > 0) {
    if (options.import !== undefined) throw new Failure('usage', '--import takes files, and no scenario beside them');
    return (await import('./record_live.ts')).recordLiveAll(words, options);
  }
  const files = options.import ?? [];
  if (files.length === 0) {
    throw new Failure(
      'usage',
      'record has nothing to do',
      'record SCENARIO --kernel cloud61 makes a recording, record --import FILE reads one made elsewhere',
    );
  }
  if (options.out !== undefined && files.length > 1) {
    throw new Failure('usage', '--out takes one recording, but --import names several');
  }
  const { RecordingError } = await import('../oracle/recording.ts');
  for (const file of files) {
    try {
      await importOne(file, options);
    } catch (error) {
      if (error instanceof RecordingError) throw new Failure('badInput', error.message, error.hint);
      throw error;
    }
  }
}

async function importOne(file: string, { out, as }: Options): Promise<void> {
  const { readFileSync } = await import('node:fs');
  const { join } = await import('node:path');
  const { importRecording } = await import('../oracle/import/import.ts');
  const { writeWhole } = await import('../oracle/write_whole.ts');
  const { formatRecording } = await import('../oracle/write.ts');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('badInput', `${file}: ${(error as Error).message}`);
  }
  const recording = importRecording(text, file, as);
  const written = formatRecording(recording);
  if (out === '-') return print(written);
  const target = out ?? join('fixtures', 'recordings', `${recording.id}.yaml`);
  writeWhole(target, written);
  note(`${file} -> ${target}: ${recording.steps.length} steps, modelled by ${recording.as}`);
}
