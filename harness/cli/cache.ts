import { type Command, Option } from 'commander';
import { type CacheUsage, cacheUsage, clearCache } from '../cache/usage.ts';
import { Failure } from './exit.ts';
import { addFormat, meanings } from './options.ts';
import { note, print } from './terminal.ts';

interface CacheOptions {
  clear?: 'results' | 'all';
  format: string;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('cache')
    .description('Say where what was computed and downloaded is kept, and how much it is.')
    .addOption(
      new Option('--clear [what]', 'remove the results, or all with the kernels')
        .choices(['results', 'all'])
        .preset('results'),
    )
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json']).action(cache);
}

async function cache({ clear, format, schema }: CacheOptions): Promise<void> {
  if (schema) return print((await import('./cache_schema.ts')).cacheJsonSchema());
  if (clear !== undefined) {
    try {
      clearCache(clear);
    } catch (error) {
      const { code, path } = error as NodeJS.ErrnoException;
      throw new Failure('unavailable', `${path} cannot be removed (${code})`, 'remove it as its owner');
    }
    note(`removed ${clear === 'all' ? 'all that was kept' : 'the results'}`);
  }
  const usage = cacheUsage();
  await print(format === 'json' ? JSON.stringify(usage, null, 2) : usageText(usage));
}

function usageText({ place, bound, folders }: CacheUsage): string {
  if (place === null) return 'Nothing is kept: there is neither XDG_CACHE_HOME nor a home folder.';
  const rows = folders.map(({ name, about, files, bytes }) => {
    const most = name === 'results' ? `, at most ${mebibytes(bound)}` : '';
    return `  ${name.padEnd(10)} ${mebibytes(bytes).padStart(11)} in ${files} files: ${about}${most}`;
  });
  return [place, ...(rows.length > 0 ? rows : ['  nothing'])].join('\n');
}

const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
