/**
 * One reader beside an operation: after each write that touches what it reads, unless somebody holds a lock that it needs,
 * it runs over what was written, and then the operation goes on. Two switches, and every place where they can be.
 */
import { type Zone, zone_end_pfn, zoneKey } from '../kernel/include/mmzone.ts';
import { KernelOops, KernelStuck } from '../kernel/lib/fault.ts';
import type { Kernel } from '../kernel/link.ts';
import { quietly } from '../state/counters.ts';
import type { Write } from '../state/journal.ts';
import type { PageRun } from '../types/page_run.ts';
import type { Violation } from '../types/result.ts';

/** Stops a reader at what it would take for a struct page. */
class Garbage extends Error {}

interface Reader {
  /** `file:function` of the kernel. */
  name: string;
  /** Locks without which it does not begin. */
  needs: readonly string[];
  /** Errors: KernelOops where it ends the kernel, Garbage where it believes what nobody wrote. */
  read(k: Kernel, pages: PageRun): void;
}

const readers: readonly Reader[] = [
  { name: 'mm/kmemleak.c:kmemleak_scan', needs: ['mem_hotplug_lock'], read: readOnline },
  { name: 'fs/proc/page.c:kpageflags_read', needs: [], read: readOnline },
  { name: 'mm/compaction.c:isolate_freepages', needs: ['zone->lock'], read: readPageblocks },
];

/** Fields of zones that say which pages are read, or how. */
const ofZones: readonly string[] = ['zone_start_pfn', 'spanned_pages', 'contiguous'];
/** Fields of pages that say whether a struct page is found, and what is in it. */
const ofPages: readonly string[] = ['memmap', 'page_link', 'subsection', 'section'];

/** Lets the readers in from now on. Gives what takes, and forgets, what they came to. */
export function letReadersIn(k: Kernel): () => Violation[] {
  let found: Violation[] = [];
  let reading = false;
  k.journal.listeners.push((write) => {
    if (reading) return;
    reading = true;
    for (const pages of touched(k, write))
      for (const reader of readers)
        if (!reader.needs.some((lock) => write.locks.includes(lock))) found.push(...look(k, reader, write, pages));
    reading = false;
  });
  return () => {
    const all = found;
    found = [];
    return all;
  };
}

/** Pages of the hot range of which somebody may think otherwise after the write. */
function touched(k: Kernel, { object, field, start = 0, end = 0 }: Write): PageRun[] {
  const { pagesPerSection, pagesPerBlock, firstHotPfn } = k.machine;
  const run = (from: number, to: number): PageRun[] => {
    const first = Math.max(from, firstHotPfn);
    return first < to ? [[first, to]] : [];
  };
  if (ofPages.includes(field)) {
    const unit = object === 'mem_section' ? pagesPerSection : 1;
    return run(start * unit, end * unit);
  }
  const block = /^memory block (\d+)$/.exec(object)?.[1];
  if (block !== undefined) return run(Number(block) * pagesPerBlock, (Number(block) + 1) * pagesPerBlock);
  if (!ofZones.includes(field)) return [];
  const zone = zonesOf(k).find((each) => object === `zone ${zoneKey(each)}`);
  return zone ? run(zone.zone_start_pfn, zone_end_pfn(zone)) : [];
}

const zonesOf = (k: Kernel): Zone[] => k.node_data.flatMap(({ node_zones }) => node_zones);

function readOnline(k: Kernel, [start, end]: PageRun): void {
  k.for_each_pfn_group(start, end, 1, (pfn) => {
    if (k.pfn_to_online_page(pfn) !== null) touch(k, pfn);
  });
}

/** A zone that is called contiguous is read without a look at its sections. */
function readPageblocks(k: Kernel, [start, end]: PageRun): void {
  const { pageblockPages } = k.machine;
  for (const zone of zonesOf(k)) {
    const last = Math.min(end, zone_end_pfn(zone));
    const first = Math.max(start, zone.zone_start_pfn);
    if (!zone.contiguous || first >= last || zone.present_pages === 0) continue;
    k.for_each_pfn_group(first, last, pageblockPages, (pfn) => {
      const page = k.pageblock_pfn_to_page(pfn, Math.min(pfn - (pfn % pageblockPages) + pageblockPages, last), zone);
      if (page !== null) touch(k, pfn);
    });
  }
}

function touch(k: Kernel, pfn: number): void {
  k.touchPage(k.pfn_to_page(pfn));
  const content = k.maps.memmap.get(pfn);
  if (content !== 'init') throw new Garbage(`struct page of pfn ${pfn} was never written`);
}

function look(k: Kernel, { name, read }: Reader, { by, field }: Write, pages: PageRun): Violation[] {
  const [incidents, locks] = [k.incidents.length, [...k.locks]];
  try {
    quietly(k, () => read(k, pages));
    return [];
  } catch (error) {
    const died = error instanceof KernelOops || error instanceof KernelStuck;
    if (!died && !(error instanceof Garbage)) throw error;
    const message = `${name.split(':')[1]}(), let in after ${by}() wrote ${field}: ${error.message}`;
    const consequence = died ? 'crash' : 'garbage visible';
    return [{ invariant: `readers/${name}`, class: consequence, step: 0, message, where: name, claims: [] }];
  } finally {
    k.incidents.length = incidents;
    k.locks.splice(0, k.locks.length, ...locks);
  }
}
