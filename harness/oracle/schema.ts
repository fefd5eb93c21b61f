import { z } from 'zod';
import { verbList } from '../corpus/fixture_schema.ts';
import { parseRun } from '../types/page_run.ts';

/** The layout of a file in fixtures/recordings. */

const range = z.string().refine((text) => parseRun(text) !== undefined, 'write a range as first+number');
const scalar = z.union([z.number(), z.string()]);

const machine = z.strictObject({
  title: z.string(),
  arch: z.enum(['x86-64', 'arm64', 'ppc64', 's390']),
  pageBytes: z.number(),
  structPageBytes: z.number(),
  pagesPerSection: z.number(),
  pagesPerSubsection: z.number(),
  pageblockPages: z.number(),
  maxOrder: z.number(),
  pmdPages: z.number(),
  pagesPerBlock: z.number(),
  zoneEnds: z.strictObject({ DMA: z.number().exactOptional(), DMA32: z.number().exactOptional() }),
  firstHotPfn: z.number(),
  config: z.strictObject({
    memmap_on_memory: z.enum(['off', 'on', 'force']),
    debug_vm: z.boolean(),
    kasan: z.boolean(),
    page_ext: z.boolean(),
    movable_node: z.boolean(),
    default_online: z.enum(['offline', 'online', 'online_kernel', 'online_movable']),
    online_policy: z.enum(['contig-zones', 'auto-movable']),
    auto_movable_ratio: z.number(),
    auto_movable_numa_aware: z.boolean(),
    dirty_memory: z.boolean(),
    memory_failure: z.boolean(),
    hibernation: z.boolean(),
  }),
  nodes: z.array(z.strictObject({ node: z.number(), ram: z.array(range), cpu: z.boolean() })),
  bootZones: z.array(
    z.strictObject({
      zone: z.string().regex(/^\d+:(DMA|DMA32|Normal|Movable)$/, 'write a zone as node:Zone'),
      start: z.number(),
      spanned: z.number(),
      present: z.number(),
      managed: z.number(),
      contiguous: z.union([z.literal(0), z.literal(1)]),
    }),
  ),
});

export const recordingSchema = z.strictObject({
  recording: z.literal(1, 'this is not a recording of layout 1'),
  scenario: z.string(),
  about: z.string(),
  as: z.string(),
  kernel: z.strictObject({
    name: z.string(),
    release: z.string(),
    package: z.string().exactOptional(),
    design: z.string().exactOptional(),
    cmdline: z.string(),
    qemu: z.string(),
    parameters: z.record(z.string(), z.string()),
  }),
  machine,
  observes: z.array(z.string()),
  sees: z.strictObject({
    sectionFlags: z.array(z.string()),
    emptyZones: z.boolean(),
    bootBlocks: z.array(z.number()),
  }),
  steps: z
    .array(
      z.strictObject({
        step: z.string(),
        note: z.string().optional(),
        do: verbList.optional(),
        guest: verbList.optional(),
        result: scalar.optional(),
        notifier: z.array(z.string()).optional(),
        bug: z.string().optional(),
        during: z.enum(['MEM_GOING_ONLINE', 'MEM_GOING_OFFLINE']).exactOptional(),
        kpageflags: z.literal('died').optional(),
        hot: z.union([range, z.literal('gone')]).optional(),
        ownPageblocks: z.array(range).optional(),
        unknown: z.array(z.string()).optional(),
        changes: z.record(z.string(), z.union([z.literal('gone'), z.record(z.string(), scalar)])),
      }),
    )
    .min(1),
});

export type RecordingFile = z.infer<typeof recordingSchema>;
