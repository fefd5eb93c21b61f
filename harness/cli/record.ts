import type { Command } from 'commander';
import { Failure } from './exit.ts';
import { note, print } from './terminal.ts';

interface Options {
  import?: string[];
  out?: string;
  as?: string;
}

export function register(program: Command): void {
  program
    .command('record')
    .description("Brings recordings of real kernels into the project's own form.")
    .option('--import <file...>', 'recordings in the layout of the reference driver (JSON)')
    .option('--out <file>', 'where to write the one recording; - for standard output')
    .option('--as <stack>', 'the stack that models the kernel; else known from the kernel')
    .addHelpText('after', '\nWithout --out a recording goes to fixtures/recordings/<kernel>/<scenario>.yaml here.')
    .action(run);
}

async function run(options: Options): Promise<void> {
  const files = options.import ?? [];
  if (files.length === 0) {
    throw new Failure('usage', 'record has nothing to do', 'record --import FILE reads a recording made elsewhere');
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
