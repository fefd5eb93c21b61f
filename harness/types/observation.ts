/**
 * What can be seen of a machine after a step, by a user, by a debugger or by the model.
 *
 * One flat shape serves the model, the recordings of real kernels and the fixtures' expectations, so that comparing two
 * observations is comparing maps. A value is what one (field, key) holds; a run of pages is one value however long it is.
 *
 * Keys:
 * - `zone.*`: `node:Zone`, e.g. `0:Normal`. A zone with nothing but zeros is left out.
 * - `node.*`: the node number.
 * - `block.*`: the block number as in sysfs.
 * - runs (`section.flags`, `pageblock.migratetype`, `kpageflags.*`, `page.*`): `first+nr` in sections or pfns, maximal.
 */
export type Scalar = number | string;
export type Observation = Record<string, Record<string, Scalar>>;

/** Every field the model can tell, with what it is and in which unit. */
export const observationFields = {
  result: 'what the step returned, key `step`: 0, an errno name such as EBUSY, or refused/accepted of an ACPI eject',
  'zone.start': 'zone_start_pfn',
  'zone.spanned': 'spanned_pages',
  'zone.present': 'present_pages',
  'zone.managed': 'managed_pages; of boot zones in recordings the change since boot',
  'zone.contiguous': '0 or 1',
  'zone.isolated': 'nr_isolate_pageblock, pageblocks',
  'zone.pageset': '`boot` or `real`: which per-cpu pageset the zone uses',
  'node.start': 'node_start_pfn',
  'node.spanned': 'node_spanned_pages',
  'node.present': 'node_present_pages',
  'node.online': '0 or 1',
  'node.memory': 'N_MEMORY, 0 or 1',
  'node.normal_memory': 'N_NORMAL_MEMORY, 0 or 1',
  'node.kswapd': 'kswapd runs, 0 or 1',
  'node.kcompactd': 'kcompactd runs, 0 or 1',
  'node.zonelist': 'zones of the fallback list, as `1:Movable 0:DMA32`',
  'block.state': 'online, offline, going-offline',
  'block.valid_zones': 'text of memoryN/valid_zones',
  'block.node': 'memory_block.nid',
  'block.nr_vmemmap_pages': 'pages of the block that hold its own vmemmap',
  'block.online_type': 'memory_block.online_type: 0 none, 1 online, 2 kernel, 3 movable',
  'block.zone': 'memory_block.zone as node:Zone, or none (v5.18+)',
  'block.zone512': "what v5.12's test_pages_in_a_zone says of the block: a zone, none or POISON",
  'section.flags': 'PRESENT|HAS_MEM_MAP|ONLINE|EARLY over runs of sections',
  'pageblock.migratetype': 'runs of pageblocks in the hot range',
  'kpageflags.nopage': 'runs with NOPAGE, value 1',
  'kpageflags.reserved': 'runs with RESERVED, value 1',
  'kpageflags.owner': 'runs with OWNER_PRIVATE of vmemmap pages, value 1',
  'page.link': 'zone and node a struct page links to, as node:Zone, runs of initialised struct pages in the hot range',
  'page.state': 'poison, raw, reserved or init, over runs of mapped struct pages in the hot range',
  'page.online': 'runs for which pfn_to_online_page succeeds in the hot range, value 1',
  'page.inspan': 'runs of initialised struct pages inside the span of the zone they link to, value 1',
  saveable: 'pages that hibernation would visit per zone in the hot range, key node:Zone',
  'saveable.poisoned': 'of those, pages whose struct page is poisoned',
  'saveable.reserved': 'of those, pages with PageReserved',
  notifier: 'events of the step in order, key: ordinal, value: `GOING_ONLINE first+nr nid`',
  resource: 'System RAM ranges in pfns, key first+nr, value 1',
  max_pfn: 'key `max_pfn`',
  group: 'memory_group present pages, key block: `kernel/movable`',
  lookups: 'memory_block look-ups made by pfn_to_online_page over the hot range, key `pfn_to_online_page`',
} as const satisfies Record<string, string>;
export type ObservationField = keyof typeof observationFields;

/** Fields whose keys are runs of pages or sections: what they say of a page, not how it is cut, is their content. */
const runFields: ReadonlySet<string> = new Set<ObservationField>([
  'section.flags',
  'pageblock.migratetype',
  'kpageflags.nopage',
  'kpageflags.reserved',
  'kpageflags.owner',
  'page.link',
  'page.state',
  'page.online',
  'page.inspan',
  'resource',
]);

/** The field itself of what was seen during an event: `during MEM_GOING_ONLINE: page.link` is `page.link`. */
export const plainField = (field: string): string => field.replace(/^during [^:]*: /, '');

export const isRunField = (field: string): boolean => runFields.has(plainField(field));
