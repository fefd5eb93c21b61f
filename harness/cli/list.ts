import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { projectRoot } from '../corpus/root.ts';
import { Failure } from './exit.ts';
import { addFormat, meanings, repeatable } from './options.ts';
import { print } from './terminal.ts';

/** One row of a list: `id` first, then what a person wants to know about it. JSON has the same keys. */
export type ListRow = { id: string } & Record<string, unknown>;

interface Options {
  format: string;
  design: string[];
  schema?: boolean;
}

/** What can be listed. */
const sources: Record<string, (options: Options) => Promise<ListRow[]>> = {
  designs: ({ design }) => designRows(design),
  fixtures: fixtureRows,
  machines: machineRows,
  invariants: invariantRows,
  claims: claimRows,
  faults: async ({ design }) => (await import('./list_faults.ts')).faultRows(design),
  recordings: recordingRows,
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
    .option('-d, --design <id|glob|file>', meanings.design, repeatable, [])
    .option('--schema', meanings.schema);
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

/** Every design of strategies/; or those meant by ids, globs and files, whatever release they have a port to. */
async function designRows(wanted: readonly string[]): Promise<ListRow[]> {
  const { mendsFor } = await import('../run/mends.ts');
  const { chooseDesigns } = await import('./choose_designs.ts');
  const chosen = await chooseDesigns({ design: wanted, allRevisions: true }, { alone: true });
  await chosen.close();
  return chosen.listings.map(({ id, title, ...rest }) => {
    return { id, title: `${title} (${rest.provenance})`, ...rest, mends: mendsFor(id) };
  });
}

async function fixtureRows(): Promise<ListRow[]> {
  const { loadCorpus } = await import('../corpus/load.ts');
  const { fixtures } = await loadCorpus();
  return fixtures.map(({ id, title, topic, file, hash, machine, claims, steps }) => ({
    id,
    title,
    topic,
    file,
    hash,
    machine: machine.id,
    claims,
    steps: steps.map((step) => step.title),
  }));
}

async function machineRows(): Promise<ListRow[]> {
  const { loadMachines } = await import('../corpus/load.ts');
  const { machines } = await loadMachines();
  return [...machines.values()].map(({ id, title, arch, pageBytes, pagesPerBlock, config }) => ({
    id,
    title,
    arch,
    pageBytes,
    pagesPerBlock,
    config,
  }));
}

async function invariantRows(): Promise<ListRow[]> {
  const { listInvariants } = await import('../invariants/registry.ts');
  return listInvariants().map((invariant) => ({ ...invariant }));
}

/** The thread's claims as they were made; `claims` decides them. */
async function claimRows(): Promise<ListRow[]> {
  const { readLedger } = await import('./claims.ts');
  return (await readLedger()).map(({ id, claim, kind, said }) => ({ id, title: claim, kind, said }));
}

async function recordingRows(): Promise<ListRow[]> {
  const { loadRecordings } = await import('../oracle/load.ts');
  const recordings = loadRecordings(join(projectRoot(), 'fixtures', 'recordings'));
  return recordings.map(({ id, about, as, kernel, steps }) => ({
    id,
    title: about,
    as,
    kernel: kernel.release,
    steps: steps.length,
  }));
}
