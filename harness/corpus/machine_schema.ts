import { z } from 'zod';

/** A size: a whole number and a binary unit. */
export const size = z.string().meta({ description: 'A size: `128 MiB`', examples: ['128 MiB', '1 GiB'] });
export const zoneName = z.enum(['DMA', 'DMA32', 'Normal', 'Movable']);

const onOff = z.enum(['off', 'on', 'force']);

/** The switches; every one has a default in machine.ts. */
export const configShape = {
  memmap_on_memory: onOff.meta({ description: 'memory_hotplug.memmap_on_memory=; on unless said otherwise' }),
  debug_vm: z.boolean().meta({ description: 'CONFIG_DEBUG_VM with memmap poisoning' }),
  kasan: z.boolean().meta({ description: 'CONFIG_KASAN' }),
  page_ext: z.boolean().meta({ description: 'CONFIG_PAGE_EXTENSION with a user' }),
  movable_node: z.boolean().meta({ description: 'Boot option movable_node' }),
  default_online: z
    .enum(['offline', 'online', 'online_kernel', 'online_movable'])
    .meta({ description: 'memhp_default_state=' }),
  online_policy: z.enum(['contig-zones', 'auto-movable']).meta({ description: 'memory_hotplug.online_policy=' }),
  auto_movable_ratio: z.number().int().nonnegative(),
  auto_movable_numa_aware: z.boolean(),
  dirty_memory: z.boolean().meta({ description: 'Hot-added memory does not read as zeros before its first use' }),
  memory_failure: z.boolean().meta({ description: 'CONFIG_MEMORY_FAILURE' }),
  hibernation: z.boolean().meta({ description: 'CONFIG_HIBERNATION' }),
};
export const config = z.strictObject(configShape).partial();

export const nodes = z
  .array(
    z.strictObject({
      node: z.number().int().nonnegative(),
      cpu: z.boolean().optional(),
      ram: z
        .array(z.tuple([size, size]))
        .meta({ description: 'Boot memory as [from, to) addresses; [] for a node without memory at boot' }),
    }),
  )
  .min(1);

const pages = z.number().int().nonnegative();
const bootZone = z.strictObject({
  node: pages,
  zone: zoneName,
  start: pages,
  spanned: pages,
  present: pages,
  managed: pages,
  contiguous: z.literal([0, 1]),
});

/** A file of fixtures/machines. With `extends` whatever is missing comes from that preset, `config` key by key. */
export const machineSchema = z
  .strictObject({
    title: z.string(),
    rare: z.string().meta({
      description: 'Why few have such a machine: what goes wrong on it alone weighs less than what everybody meets',
    }),
    extends: z.string().meta({ description: 'Another preset, to change a few things of' }),
    arch: z.enum(['x86-64', 'arm64', 'ppc64', 's390']),
    page: size,
    struct_page: z.number().int().positive().meta({ description: 'sizeof(struct page), bytes' }),
    section: size,
    block: size.meta({ description: 'Memory block of sysfs' }),
    pageblock: size,
    max_order: z.number().int().positive().meta({ description: 'Largest order of the buddy allocator, inclusive' }),
    pmd: size.meta({ description: 'What one PMD leaf maps' }),
    zone_ends: z.strictObject({ DMA: size.optional(), DMA32: size.optional() }),
    nodes,
    first_hot: size.meta({ description: 'Address where the first DIMM lands' }),
    boot_zones: z
      .array(bootZone)
      .meta({ description: 'Figures of the boot zones where a recording knows them, in pages' }),
    config,
  })
  .partial()
  .required({ title: true });
export type MachineFile = z.infer<typeof machineSchema>;
