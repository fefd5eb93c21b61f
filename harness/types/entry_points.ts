/** What other kernel code may call of memory hotplug, closed, with who does and what its errors mean to that caller. */
export type EntryPointKind = 'add' | 'remove' | 'online' | 'offline' | 'node';

export interface EntryPoint {
  kind: EntryPointKind;
  /** Who calls it, and what the caller makes of an error. */
  about: string;
}

export const entryPoints = {
  add_memory: { kind: 'add', about: 'takes device_hotplug_lock itself: hv_balloon, xen, powerpc; no memory group' },
  __add_memory: { kind: 'add', about: 'the caller holds device_hotplug_lock: ACPI, probe_store; no memory group' },
  add_memory_driver_managed: {
    kind: 'add',
    about: 'dax/kmem and virtio-mem: a resource named for the driver; no memory group',
  },
  remove_memory: { kind: 'remove', about: 'takes device_hotplug_lock and reports errors: dax/kmem keeps what stays' },
  __remove_memory: { kind: 'remove', about: 'the caller holds device_hotplug_lock; any error is BUG(): ACPI' },
  offline_and_remove_memory: {
    kind: 'remove',
    about: 'virtio-mem: offlines every block, removes, brings back online what it took down when one refuses',
  },
  online_pages: {
    kind: 'online',
    about: 'as memory_block_online() calls it, for any range of pages; -EINVAL for an odd one',
  },
  offline_pages: {
    kind: 'offline',
    about: 'as memory_block_offline() calls it, for any range; -EINVAL for an odd one',
  },
  try_offline_node: { kind: 'node', about: 'after the last processor of a node went (arch/powerpc, drivers/acpi)' },
} as const satisfies Record<string, EntryPoint>;

export type EntryPointName = keyof typeof entryPoints;
export const entryPointNames = Object.keys(entryPoints) as [EntryPointName, ...EntryPointName[]];

/** Options that `call` takes for each kind. */
export const entryPointOptions = {
  add: ['dimm', 'size', 'blocks', 'node', 'at', 'memmap_on_memory'],
  remove: ['range', 'first', 'nr'],
  online: ['range', 'first', 'nr', 'online_type'],
  offline: ['range', 'first', 'nr'],
  node: ['node'],
} as const satisfies Record<EntryPointKind, readonly string[]>;
