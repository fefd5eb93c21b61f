import { z } from 'zod';
import { errnos } from '../kernel/include/errno.ts';
import { type Action, type PagesOf, writtenFiles } from '../types/scenario.ts';
import { callStep } from './call_step.ts';
import { failStep } from './fail_step.ts';
import { namedRef } from './named_ref.ts';
import { Complaint, stepRoot, under } from './problem.ts';
import type { Scope } from './scope.ts';
import { sizeInPages } from './size.ts';
import { dimms, events, ref, refs, type StepOption, type StepOptions } from './step_options.ts';

/** One word a step may start with: its value, the keys that refine it, and the actions it stands for. */
export interface Verb {
  value: z.ZodType;
  about: string;
  options: readonly StepOption[];
  /** May stand alone, as `- hibernate`. */
  bare?: boolean;
  build(value: unknown, options: StepOptions, scope: Scope): Action[];
}

function verb<T extends z.ZodType>(
  about: string,
  value: T,
  options: readonly StepOption[],
  build: (value: z.infer<T>, options: StepOptions, scope: Scope) => Action[],
): Verb {
  return { about, value: value.meta({ description: about }), options, build: build as Verb['build'] };
}

const bare = (op: 'signal' | 'hibernate' | 'resume', about: string): Verb => ({
  ...verb(about, z.null(), [], () => [{ op }]),
  bare: true,
});

/** A list, or what stands for one: a single value, or `d0, d1[2]` as text, which needs no quotes in YAML. */
function list<T>(value: T | T[]): T[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? (value.split(',').map((one) => one.trim()) as T[]) : [value];
}

/** Runs `each` for the value or every item of the list, complaints pointing at the item. */
function forEach<T>(value: T | T[], each: (item: T) => Action[]): Action[] {
  return list(value).flatMap((item, i) => under(Array.isArray(value) ? [i] : [], () => each(item)));
}

const errno = (name: string | number | undefined): number =>
  typeof name === 'string' ? -(errnos as Record<string, number>)[name]! : 0;

/** Pages that `size` or `blocks` ask for. */
function pagesOf(options: StepOptions, scope: Scope): number | undefined {
  const { size, blocks } = options;
  if (size !== undefined && blocks !== undefined)
    throw new Complaint(
      'misplaced-option',
      '`size` and `blocks` say the same thing twice',
      'keep one of them',
      [stepRoot, 'blocks'],
      'key',
    );
  if (size !== undefined) return under([stepRoot, 'size'], () => sizeInPages(size, scope.machine.pageBytes));
  return blocks === undefined ? undefined : blocks * scope.machine.pagesPerBlock;
}

function add(names: string | string[], options: StepOptions, scope: Scope): Action[] {
  const { machine, layout } = scope;
  const pages = pagesOf(options, scope) ?? machine.pagesPerBlock;
  const node = options.node ?? machine.nodes[0]!.node;
  scope.checkNode(node);
  if (options.at !== undefined && list(names).length > 1)
    throw new Complaint(
      'misplaced-option',
      'one `at` for several DIMMs',
      'add them in steps of their own',
      [stepRoot, 'at'],
      'key',
    );
  return forEach(names, (dimm) => {
    if (!/^[A-Za-z]\w*$/.test(dimm) || scope.reserved.includes(dimm))
      throw new Complaint(
        'bad-value',
        `\`${dimm}\` cannot name a DIMM`,
        `a letter, then letters and digits; ${scope.reserved.join(', ')} are taken`,
      );
    const at = layout.add(
      dimm,
      pages,
      options.at === undefined ? undefined : under([stepRoot, 'at'], () => scope.figure(options.at!, 'place')),
    );
    const { memmap_on_memory: memmapOnMemory } = options;
    return [
      {
        op: 'add',
        dimm,
        pages,
        node,
        ...(scope.late && options.at === undefined ? {} : { at }),
        ...(memmapOnMemory === undefined ? {} : { memmapOnMemory }),
      },
    ];
  });
}

const state = (op: 'online' | 'online_kernel' | 'online_movable' | 'offline', about: string): Verb =>
  verb(about, refs, [], (value, _options, scope) =>
    forEach<string | number>(value, (one) => scope.blocks(one).map((block) => ({ op, block }))),
  );

/** The pages a step is about: the last pageblock of the block unless `first` says otherwise, one page unless `nr` does. */
function pagesIn(value: string | number, options: StepOptions, scope: Scope): PagesOf[] {
  const { pagesPerBlock, pageblockPages } = scope.machine;
  const first =
    options.first === undefined
      ? pagesPerBlock - pageblockPages
      : under([stepRoot, 'first'], () => scope.figure(options.first!, 'count'));
  const nr = options.nr === undefined ? 1 : under([stepRoot, 'nr'], () => scope.figure(options.nr!, 'count'));
  if (first < 0 || nr < 1 || first + nr > pagesPerBlock)
    throw new Complaint(
      'bad-value',
      `pages ${first} to ${first + nr - 1} are not all of one block`,
      `a block has ${pagesPerBlock} pages, counted from 0`,
    );
  return scope.blocks(namedRef(value)).map((block) => ({ block, first, nr }));
}

/** A range of whole blocks: from the reference on, the whole DIMM when a bare one is named. */
function rangeOf(value: string | number, options: StepOptions, scope: Scope): { block: number; pages: number } {
  const range = scope.layout.range(namedRef(value));
  return {
    block: Math.floor(range.first / scope.machine.pagesPerBlock),
    pages: pagesOf(options, scope) ?? range.pages,
  };
}

/** Observers that go zone by zone; the others go over pfns. */
const zoneWalkers: readonly string[] = ['hibernation', 'compaction'];

/** The options that say where an observer goes, and in words. */
function whereOf(walker: string): { options: readonly string[]; hint: string } {
  // All nodes or all zones, as the release has it.
  if (walker === 'kmemleak') return { options: [], hint: 'it goes over all memory' };
  if (zoneWalkers.includes(walker)) return { options: ['node', 'zone'], hint: 'it goes over zones: `node`, `zone`' };
  return { options: ['block'], hint: 'it goes over the hot range, or over a `block`' };
}

/** Every step a scenario may hold, in the order they are listed to the user. */
export const verbs = {
  add: verb(
    'Hot-add DIMMs, one block each unless `size` or `blocks` says otherwise',
    dimms,
    ['size', 'blocks', 'node', 'at', 'memmap_on_memory'],
    add,
  ),
  online: state('online', 'Write `online` to memoryN/state'),
  online_kernel: state('online_kernel', 'Write `online_kernel` to memoryN/state'),
  online_movable: state('online_movable', 'Write `online_movable` to memoryN/state'),
  offline: state('offline', 'Write `offline` to memoryN/state'),
  remove: verb(
    'Eject DIMMs through ACPI, which offlines what is online first',
    dimms,
    [],
    (value, _options, { layout }) =>
      forEach(value, (dimm) => {
        layout.range(dimm);
        return [{ op: 'remove', dimm }];
      }),
  ),
  remove_memory: verb(
    'remove_memory() itself, without ACPI: from a block on, a whole DIMM unless `size` or `blocks` says otherwise',
    ref,
    ['size', 'blocks'],
    (value, options, scope) => [{ op: 'remove_memory', ...rangeOf(value, options, scope) }],
  ),
  inject: verb(
    'Let the notifier error injector answer an event with `errno` until it is set to 0',
    events,
    ['errno', 'priority'],
    (action, options) => {
      if (options.errno === undefined)
        throw new Complaint(
          'missing-key',
          '`errno` is missing',
          'add `errno: EBUSY`, or `errno: 0` to end the injection',
        );
      if (options.errno === 0 && options.priority !== undefined)
        throw new Complaint(
          'misplaced-option',
          'an injection that ends has no priority',
          'leave `priority` out',
          [stepRoot, 'priority'],
          'key',
        );
      return [
        {
          op: 'inject',
          action,
          errno: errno(options.errno),
          ...(options.priority === undefined ? {} : { priority: options.priority }),
        },
      ];
    },
  ),
  fail: verb(
    'Let a kernel function fail on its next `times` calls (1); docs/failures.md lists them and their errnos',
    z.string(),
    ['errno', 'times'],
    failStep,
  ),
  occupy: verb(
    'Put pages of an online block to `use` (movable)',
    ref,
    ['use', 'by', 'first', 'nr'],
    (value, options, scope) => {
      const { use = 'movable', by } = options;
      if (by !== undefined && !scope.guest)
        throw new Complaint(
          'misplaced-option',
          'nobody reads `by` but a guest',
          'leave it out, or say what `guest:` needs',
          [stepRoot, 'by'],
          'key',
        );
      return pagesIn(value, options, scope).map((pages) => {
        scope.held.occupy(pages);
        return { op: 'occupy', pages, use, ...(by === undefined ? {} : { by }) };
      });
    },
  ),
  release: verb(
    'Free what `occupy` took of the block, or the pages from `first` on of it',
    ref,
    ['first', 'nr'],
    (value, options, scope) =>
      scope.held.release(value, options, scope, pagesIn).map((pages) => ({ op: 'release', pages })),
  ),
  signal: bare('signal', 'A signal is pending for whoever offlines next, who takes it'),
  hibernate: bare('hibernate', 'Write the image of all saveable pages'),
  resume: bare('resume', 'Restore from the image: what was not saved holds garbage'),
  overwrite: verb(
    'Write over whole blocks through a mapping of /dev/mem',
    ref,
    ['size', 'blocks'],
    (value, options, scope) => [{ op: 'overwrite', ...rangeOf(value, options, scope) }],
  ),
  memory_failure: verb('Hard-poison a page', ref, ['first'], (value, options, scope) =>
    pagesIn(value, options, scope).map((page) => ({ op: 'memory_failure', page })),
  ),
  soft_offline: verb('Soft-offline a page', ref, ['first'], (value, options, scope) =>
    pagesIn(value, options, scope).map((page) => ({ op: 'soft_offline', page })),
  ),
  walk: verb(
    'Run an observer over the hot range, a zone or a block',
    z.enum(['kpageflags', 'hibernation', 'compaction', 'kmemleak', 'kdb', 'pfn_to_online_page']),
    ['node', 'zone', 'block'],
    (walker, { node, zone, block }, scope) => {
      const { options, hint } = whereOf(walker);
      for (const [option, given] of Object.entries({ node, zone, block }))
        if (given !== undefined && !options.includes(option))
          throw new Complaint(
            'misplaced-option',
            `\`${walker}\` takes no \`${option}\``,
            hint,
            [stepRoot, option],
            'key',
          );
      if (node !== undefined) scope.checkNode(node);
      return [
        {
          op: 'walk',
          walker,
          ...(node === undefined ? {} : { node }),
          ...(zone === undefined ? {} : { zone }),
          ...(block === undefined ? {} : { block: under([stepRoot, 'block'], () => scope.blocks(block)[0]!) }),
        },
      ];
    },
  ),
  write: verb(
    'Write `value` to a file of sysfs: of the block, of all blocks, or a parameter of the module memory_hotplug',
    z.enum(writtenFiles),
    ['block', 'value'],
    (file, { block, value }, scope) => {
      if (value === undefined) throw new Complaint('missing-key', '`value` is missing', 'add `value: ...`');
      const ofBlock = file === 'state' || file === 'online';
      if (block === undefined && ofBlock)
        throw new Complaint(
          'missing-key',
          '`block` is missing',
          `memoryN/${file} is a file of one block: add \`block: d0\``,
        );
      if (block !== undefined && !ofBlock)
        throw new Complaint(
          'misplaced-option',
          `\`${file}\` is one file for all blocks`,
          'leave `block` out',
          [stepRoot, 'block'],
          'key',
        );
      return [
        {
          op: 'write',
          file,
          ...(block === undefined ? {} : { block: under([stepRoot, 'block'], () => scope.blocks(block)[0]!) }),
          value: String(value),
        },
      ];
    },
  ),
  call: verb(
    'Call an entry point of memory hotplug as other kernel code does',
    z.string(),
    ['dimm', 'range', 'first', 'nr', 'size', 'blocks', 'node', 'at', 'memmap_on_memory', 'online_type'],
    (name, options, scope) => callStep(name, options, scope, add),
  ),
} satisfies Record<string, Verb>;
export type VerbName = keyof typeof verbs;
export const verbNames = Object.keys(verbs) as VerbName[];
