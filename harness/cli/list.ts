import { Argument, type Command } from 'commander';
import { Failure } from './exit.ts';
import { addFormat } from './options.ts';
import { print } from './terminal.ts';

/** One row of a list: `id` first, then what a person wants to know about it. JSON has the same keys. */
export type ListRow = { id: string } & Record<string, unknown>;

/** What can be listed, each with the module that knows it. */
const sources: Record<string, () => Promise<ListRow[]>> = {
  designs: async () => (await import('./list_designs.ts')).designRows(),
  fixtures: async () => (await import('./list_corpus.ts')).fixtureRows(),
  machines: async () => (await import('./list_corpus.ts')).machineRows(),
};

export function register(program: Command): void {
  const kinds = Object.keys(sources);
  const command = program
    .command('list')
    .description('List what there is to compare.')
    .addArgument(new Argument('[what]', 'what to list; all of them unless told').choices(kinds));
  addFormat(command, ['pretty', 'json']).action(async (what: string | undefined, { format }: { format: string }) => {
    const lists: Record<string, ListRow[]> = {};
    for (const kind of what === undefined ? kinds : [what]) lists[kind] = await sources[kind]!();
    if (Object.values(lists).every((rows) => rows.length === 0)) throw new Failure('noMatch', `there are no ${what}`);
    await print(format === 'json' ? JSON.stringify(lists, null, 2) : Object.entries(lists).map(section).join('\n\n'));
  });
}

function section([kind, rows]: [string, ListRow[]]): string {
  const width = Math.max(0, ...rows.map((row) => row.id.length));
  const lines = rows.map(({ id, title }) => `  ${id.padEnd(width)}  ${title ?? ''}`.trimEnd());
  return [`${rows.length} ${kind}`, ...lines].join('\n');
}
