/** What would confirm the functions that no recording has confirmed yet: by the name that the evidence gives them. */
const byName: Record<string, string> = {
  'kernel/power/snapshot:saveable_page':
    'a kernel built with a probe at its calls: the recorded `saveable` counts come from a predicate of the recorder',
  'kernel/power/snapshot:hibernate':
    'a guest that hibernates to a swap disk, with the pfns of its image read from there',
  'kernel/power/snapshot:resume':
    'a guest that boots from its own hibernation image, its struct pages read before and after',
  'kernel/power/snapshot:loseFrames':
    'frames that carry a memmap overwritten from outside the guest, its struct pages read after',
  'mm/memory_hotplug/remove:remove_memory':
    'a guest that gives device-dax memory back (kmem), or a module that calls it: ACPI goes through __remove_memory()',
  'mm/memory_hotplug/remove:offline_and_remove_memory': 'a guest whose virtio-mem device shrinks',
  'mm/memory_hotplug/add:add_memory_driver_managed': 'a guest whose virtio-mem device grows',
  'mm/memory_hotplug/add:add_memory': 'a guest under Hyper-V with a balloon, or a module that calls it',
  'mm/memory_hotplug/add:rollback_node_hotadd':
    'a built v5.12 kernel on which the block device of the first memory of a node cannot be created',
  'mm/memory_hotplug/add:add_memory_resource[newNodeOnFailure=rollback]':
    'a built v5.12 kernel on which the block device of the first memory of a node cannot be created',
  'arch/arm64/mm/mmu:prevent_bootmem_remove_notifier': 'an arm64 guest that offlines boot memory',
  'mm/sparse:holesInZone[arm64HolesInitialised=false]': 'an arm64 guest of v5.12 whose boot memory has a hole',
  'kernel/debug/kdb/kdb_support:kdb_getphys': 'a guest with KGDB_KDB whose serial console is given `mdp`',
  'mm/kasan:kasan_check_range': 'a guest with KASAN whose kdb reads memory without a shadow',
};

/** One line; undefined where nobody has thought about it, as of a function that a design brings. */
export const whatConfirms = (name: string): string | undefined => byName[name];

export const confirmableNames: readonly string[] = Object.keys(byName);
