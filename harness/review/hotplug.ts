/** Which mails are about memory hotplug: by the files, the functions and the calls that they change. */
import type { ChangedFile } from './diff.ts';

const ownFiles: readonly RegExp[] = [
  /^mm\/memory_hotplug\.c$/,
  /^drivers\/base\/memory\.c$/,
  /^include\/linux\/memory(?:_hotplug)?\.h$/,
  /^include\/linux\/memory-tiers\.h$/,
  /^drivers\/acpi\/acpi_memhotplug\.c$/,
  /^drivers\/virtio\/virtio_mem\.c$/,
  /^drivers\/dax\/kmem\.c$/,
  /^drivers\/s390\/char\/sclp_mem\.c$/,
  /^arch\/powerpc\/platforms\/pseries\/hotplug-memory\.c$/,
  /^lib\/memory-notifier-error-inject\.c$/,
  /^tools\/testing\/selftests\/memory-hotplug\//,
  /^Documentation\/.*memory[-_]hotplug/,
];

/** A file that has no other purpose than memory hotplug. */
export const isHotplugFile = (file: string): boolean => ownFiles.some((own) => own.test(file));

/** Functions of the model that most callers have nothing to do with memory hotplug: a change of them may be about anything. */
const everyones = new Set([
  'NODE_DATA',
  '__free_pages',
  '__free_pages_core',
  '__pageblock_pfn_to_page',
  'adjust_managed_page_count',
  'alloc_pages_node',
  'altmap_alloc_block_buf',
  'bad_page',
  'build_all_zonelists',
  'build_zonelists',
  'device_offline',
  'device_online',
  'early_section',
  'free_hugepage_table',
  'hibernate',
  'kasan_check_range',
  'kdb_getphys',
  'kmemleak_scan',
  'lookup_page_ext',
  'memmap_init_range',
  'memory_failure',
  'move_to_free_list',
  'online_store',
  'page_init_poison',
  'page_to_nid',
  'page_zone',
  'page_zone_id',
  'pageblock_pfn_to_page',
  'pfn_section_valid',
  'pfn_to_page',
  'pfn_to_section_nr',
  'pfn_valid',
  'present_section_nr',
  'put_device',
  'resume',
  'saveable_page',
  'setup_zone_pageset',
  'soft_offline_page',
  'stable_page_flags',
  'vmem_altmap_free',
  'vmemmap_alloc_block',
  'zone_pcp_reset',
]);

export const isEveryones = (name: string): boolean => everyones.has(name);

const words =
  /\bmem(?:ory)?[ _-]?hot-?(?:un)?(?:plug|add|remove)|mem_hotplug|\bmhp_|hot-?(?:add|remov|plugg)ed (?:memory|pages|dimm|section)|memory[ _]blocks?\b|(?:on|off)lin(?:e|ed|ing) (?:of )?(?:memory|page(?!_)|section)|(?:memory|pages|sections) (?:on|off)lin|pfn_to_online_page|(?:on|off)line_(?:pages|mem_sections)|memmap_on_memory|MEM_(?:GOING_)?(?:ON|OFF)LINE/i;

/** Whether a text is about memory hotplug, where what it changes need not be. */
export const speaksOfHotplug = (text: string): boolean => words.test(text);

const calls =
  /\b(?:__)?(?:add_memory(?:_resource|_driver_managed)?|remove_memory|offline_and_remove_memory|(?:on|off)line_pages|try_offline_node|(?:add|remove)_pages|arch_(?:add|remove)_memory|mem_hotplug_(?:begin|done)|(?:get|put)_online_mems|walk_memory_blocks|pfn_to_online_page|(?:hotplug_memory|register_memory|unregister_memory)_notifier)\s*\(/g;

/** Functions of memory hotplug that the changed lines of a file call. */
export function hotplugCalls({ hunks }: ChangedFile): string[] {
  const changed = hunks.flatMap(({ lines }) => lines.filter(({ sign }) => sign !== ' ').map(({ text }) => text));
  const found = changed.flatMap((text) => [...text.matchAll(calls)].map(([call]) => call.replace(/\s*\($/, '')));
  return [...new Set(found)].sort();
}
