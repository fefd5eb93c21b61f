import { z } from 'zod';
import { errnos } from '../kernel/include/errno.ts';
import { takenBy } from '../types/scenario.ts';
import { zoneName } from './machine_schema.ts';

const whole = z.union([z.string(), z.number()]);
const errnoNames = Object.keys(errnos);

/** One block reference or a list of them. */
export const refs = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()])).min(1)]);
/** One DIMM or a list of them. */
export const dimms = z.union([z.string(), z.array(z.string()).min(1)]);
export const ref = z.union([z.string(), z.number()]);
export const events = z.enum([
  'MEM_GOING_ONLINE',
  'MEM_CANCEL_ONLINE',
  'MEM_ONLINE',
  'MEM_GOING_OFFLINE',
  'MEM_CANCEL_OFFLINE',
  'MEM_OFFLINE',
  'MEM_PREPARE_ONLINE',
  'MEM_FINISH_OFFLINE',
]);

/** Keys that refine a step. Which of them a step takes stands beside the step in step_verbs.ts. */
export const stepOptions = {
  size: z.string().meta({ description: 'Size of the DIMM or of the range, `1 GiB`' }),
  blocks: z.number().int().positive().meta({ description: 'Size in memory blocks' }),
  node: z.number().int().nonnegative().meta({ description: 'NUMA node' }),
  at: whole.meta({
    description: 'Where the DIMM lands: `block 48`, an address (`6 GiB + 2 MiB`), `pfn 0x180000`, or `S + 2 * N`',
    examples: ['6 GiB + 2 MiB', 'block 48', 'S + 2 * N'],
  }),
  memmap_on_memory: z.boolean().meta({ description: 'Pass MHP_MEMMAP_ON_MEMORY whatever ACPI would do' }),
  errno: z.literal([0, ...errnoNames]).meta({ description: 'errno name; 0 ends an injection' }),
  priority: z.number().int().meta({ description: 'Priority of the notifier block' }),
  times: z.number().int().nonnegative().meta({ description: 'How many calls fail, 1 unless given; 0 ends it' }),
  use: z.enum(['movable', 'kernel', 'pinned', 'hugetlb']).meta({ description: 'What the pages are used for' }),
  by: z.enum(takenBy).meta({ description: 'In a guest: how a process takes them; only with `guest:`' }),
  first: whole.meta({
    description: 'First page, counted from the start of the block: `N - PB`, `1024 pages`, `4 MiB`',
  }),
  nr: whole.meta({ description: 'How many: `PB`, `2048 pages`, `8 MiB`' }),
  zone: zoneName,
  block: ref.meta({ description: 'A block: d0, d0[1] or its number' }),
  value: whole.meta({ description: 'Text written to the file' }),
  dimm: z.string().meta({ description: 'What the range that is added is called from here on' }),
  range: ref.meta({ description: 'A range: d0 (all of it), d0[1] or `block 5`' }),
  online_type: z
    .enum(['online', 'online_kernel', 'online_movable'])
    .meta({ description: 'What online_pages() is told; online unless given' }),
};
export type StepOption = keyof typeof stepOptions;
export type StepOptions = { [K in StepOption]?: z.infer<(typeof stepOptions)[K]> | undefined };
