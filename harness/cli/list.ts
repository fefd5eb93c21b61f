import { Argument, type Command } from 'commander';
import { Failure } from './exit.ts';
import { addFormat, repeatable } from './options.ts';
import { print } from './terminal.ts';

/** One row of a list: `id` first, then what a person wants to know about it. JSON has the same keys. */
export type ListRow = { id: string } & Record<string, unknown>;

interface Options {
  format: string;
  design: string[];
  schema?: boolean;
}

/** What can be listed, each with the module that knows it. */
const sources: Record<string, (options: Options) => Promise<ListRow[]>> = {
  designs: async ({ design }) => (await import('./list_designs.ts')).designRows(design),
  fixtures: async () => (await import('./list_corpus.ts')).fixtureRows(),
  machines: async () => (await import('./list_corpus.ts')).machineRows(),
  invariants: async () => (await import('./list_knowledge.ts')).invariantRows(),
  claims: async () => (await import('./list_knowledge.ts')).claimRows(),
  faults: async ({ design }) => (await import('./list_faults.ts')).faultRows(design),
  recordings: async () => (await import('./list_knowledge.ts')).recordingRows(),
};

/** What is listed unless something is named; faults are looked for, and that takes its time. */
const quick = Object.keys(sources).filter((kind) => kind !== 'faults');

export function register(program: Command): void {
  const command = program
    .command('list')
    .description('List what there is to compare, and by what.')
    .addArgument(
      new Argument('[what]', 'what to list; all of them but the faults unless told').choices(Object.keys(sources)),
    )
    .option('-d, --design <id|glob|file>', 'of the designs only these, may be given more than once', repeatable, [])
    .option('--schema', 'print the JSON Schema of --format json and stop');
  addFormat(command, ['pretty', 'json']).action(list);
}

async function list(what: string | undefined, options: Options): Promise<void> {
  if (options.schema) return print((await import('./list_schema.ts')).listJsonSchema());
  const lists: Record<string, ListRow[]> = {};
  for (const kind of what === undefined ? quick : [what]) lists[kind] = await sources[kind]!(options);
  if (Object.values(lists).every((rows) => rows.length === 0)) throw new Failure('noMatch', `there are no ${what}`);
  const text = Object.entries(lists).map(section).join('\n\n');
  await print(options.format === 'json' ? JSON.stringify(lists, null, 2) : text);
}

function section([kind, rows]: [string, ListRow[]]): string {
  const width = Math.max(0, ...rows.map((row) => row.id.length));
  const lines = rows.flatMap(({ id, title, mends, class: worst, designs }) => [
    `  ${id.padEnd(width)}  ${title ?? ''}`.trimEnd(),
    ...(kind === 'faults' ? [`      ${worst}; ${(designs as string[]).join(', ')}`] : []),
    ...((mends ?? []) as { id: string; title: string }[]).map((mend) => `      +${mend.id}  ${mend.title}`),
  ]);
  return [`${rows.length} ${kind}`, ...lines].join('\n');
}
