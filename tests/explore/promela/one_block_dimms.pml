/*
 * Memory hotplug of N DIMMs of one memory block each, as Linux 5.12 with david@v10 does it: written from the kernel's
 * rules, by hand, to be counted by spin and compared with what `explore` counts by its alphabet `default`.
 *
 * The machine: x86-64, blocks of one section, one node, boot memory without a hole that ends where the first DIMM begins,
 * memmap_on_memory on, DEBUG_VM off, MAX_ORDER above the pageblock. The DIMMs lie side by side and always in the same place.
 *
 * What is left out of the kernel, and why that loses no state:
 *   - Addresses. A block is two units of zone spans: the pages of its memmap, and its data pages. Nothing of the alphabet
 *     cuts either. All of boot's ZONE_NORMAL is two units, too; the zones below it never change.
 *   - What follows from the block states: present, managed and total pages, node states, zonelists, threads, pagesets,
 *     sysfs, resources, the direct map, section flags.
 *   - Whatever is over when an operation returns: notifier events, locks, altmaps, isolation.
 * What is kept is what outlives an operation without following from the block states. Each has its name below.
 *
 * A process is a DIMM. An operation is one d_step, so that what is stored are the states at rest, and each operation in each
 * of them is one transition.
 */
#ifndef N
#define N 2
#endif

#define NORMAL 0
#define MOVABLE 1
#define NOZONE 2

/* Units: boot memory is 0 and 1. */
#define MEMMAP(i) (2 + 2 * (i))
#define DATA(i) (3 + 2 * (i))
#define UNITS (2 + 2 * N)

/* Of data pageblocks. A usemap is allocated as zeros. */
#define UNMOVABLE 0
#define MOVABLE_TYPE 1
#define ISOLATE 2

bool present[N];	/* there is a memory block: add_memory_resource() .. try_remove_memory() */
bool online[N];		/* SECTION_IS_ONLINE: online_mem_sections() .. offline_mem_sections() */
byte link[N] = NOZONE;	/* page_zone() of its struct pages: outlives an offlining, ends with the memmap */
bool reserved[N];	/* PG_reserved of data pages: set by __init_single_page(), lost in __free_pages_core() */
byte type[N];		/* of the data pageblocks */
#ifdef ORDER
byte rank[N];		/* place in the free lists of ZONE_NORMAL among the hot blocks in them, from 1 on; 0: not in them */
#endif

byte zone_start[2];	/* in units; an empty zone is 0..0 */
byte zone_end[2] = { 2, 0 };
bool contiguous[2] = { 1, 0 };	/* set at boot for populated zones alone */
byte node_end = 2;
bool initialized;	/* of ZONE_MOVABLE, by init_currently_empty_zone(), which nobody takes back; pgdat->nr_zones with it */
byte max_pfn;		/* in DIMMs: update_end_of_memory_vars() only ever raises it */

/* Scratch, 0 in every state at rest. */
byte u, v, last;
bool holds;

/* pfn_to_online_page(), and page_zone() of it: boot memory is online and in ZONE_NORMAL for good. */
#define ONLINE_IN(unit, z) ((unit) < 2 -> (z) == NORMAL : online[(unit) / 2 - 1] && link[(unit) / 2 - 1] == (z))

/* mm/page_alloc.c:set_zone_contiguous: an empty zone has no pageblock that is not online. */
inline set_zone_contiguous(z) {
	contiguous[z] = true;
	u = zone_start[z];
	do
	:: u < zone_end[z] ->
		if
		:: !ONLINE_IN(u, z) -> contiguous[z] = false
		:: else
		fi;
		u++
	:: else -> break
	od;
	u = 0
}

/* mm/memory_hotplug.c:move_pfn_range_to_zone */
inline move_pfn_range_to_zone(z, from, to) {
	if
	:: zone_start[z] == zone_end[z] ->
		if
		:: z == MOVABLE -> initialized = true
		:: else
		fi;
		zone_start[z] = from;
		zone_end[z] = to
	:: else ->
		if
		:: from < zone_start[z] -> zone_start[z] = from
		:: else
		fi;
		if
		:: to > zone_end[z] -> zone_end[z] = to
		:: else
		fi
	fi;
	if
	:: to > node_end -> node_end = to
	:: else
	fi;
	/* memmap_init_range() writes the struct pages; the caller says of which block. */
	set_zone_contiguous(z)
}

/* mm/memory_hotplug.c:shrink_zone_span; the end of a zone is looked for only where the range ends there. */
inline shrink_zone_span(z, from, to) {
	if
	:: zone_start[z] == from ->
		/* find_smallest_section_pfn(to, zone_end) */
		u = to;
		do
		:: u < zone_end[z] && !ONLINE_IN(u, z) -> u++
		:: else -> break
		od;
		if
		:: u < zone_end[z] -> zone_start[z] = u
		:: else -> zone_start[z] = 0; zone_end[z] = 0
		fi
	:: zone_start[z] != from && zone_end[z] == to ->
		/* find_biggest_section_pfn(zone_start, from) */
		u = from;
		do
		:: u > zone_start[z] && !ONLINE_IN(u - 1, z) -> u--
		:: else -> break
		od;
		if
		:: u > zone_start[z] -> zone_end[z] = u
		:: else -> zone_start[z] = 0; zone_end[z] = 0
		fi
	:: else
	fi;
	u = 0
}

/* mm/memory_hotplug.c:remove_pfn_range_from_zone */
inline remove_pfn_range_from_zone(z, from, to) {
	shrink_zone_span(z, from, to);
	/* update_pgdat_span() */
	node_end = (zone_end[NORMAL] > zone_end[MOVABLE] -> zone_end[NORMAL] : zone_end[MOVABLE]);
	set_zone_contiguous(z)
}

#ifdef ORDER
inline leave_free_lists(i) {
	v = 0;
	do
	:: v < N ->
		if
		:: rank[i] > 0 && rank[v] > rank[i] -> rank[v] = rank[v] - 1
		:: else
		fi;
		v++
	:: else -> break
	od;
	v = 0;
	rank[i] = 0
}

/* move_to_free_list() appends: when an isolation is undone the pages come last. */
inline to_the_tail(i) {
	leave_free_lists(i);
	if
	:: link[i] == NORMAL ->
		v = 0;
		last = 0;
		do
		:: v < N ->
			if
			:: rank[v] > last -> last = rank[v]
			:: else
			fi;
			v++
		:: else -> break
		od;
		rank[i] = last + 1;
		v = 0;
		last = 0
	:: else
	fi
}
#else
#define leave_free_lists(i) skip
#define to_the_tail(i) skip
#endif

/* arch_add_memory(), create_memory_block_devices(): a new memmap, nothing written to it. */
inline add(i) {
	present[i] = true;
	if
	:: i + 1 > max_pfn -> max_pfn = i + 1
	:: else
	fi
}

/* mhp_init_memmap_on_memory(), then online_pages() up to MEM_GOING_ONLINE. */
inline go_online(i, z) {
	link[i] = z;
	reserved[i] = true;
	type[i] = ISOLATE;
	move_pfn_range_to_zone(z, MEMMAP(i), DATA(i));
	move_pfn_range_to_zone(z, DATA(i), DATA(i) + 1)
}

/* What takes a block out of its zone again: the end of offline_pages() or failed_addition, then mhp_deinit_memmap_on_memory(). */
inline leave_zone(i) {
	remove_pfn_range_from_zone(link[i], DATA(i), DATA(i) + 1);
	remove_pfn_range_from_zone(link[i], MEMMAP(i), DATA(i))
}

/* online_pages_range(), undo_isolate_page_range(). */
inline finish_online(i) {
	online[i] = true;
	reserved[i] = false;
	type[i] = MOVABLE_TYPE;
	to_the_tail(i)
}

/* start_isolate_page_range(), __offline_isolated_pages(): the pageblocks stay isolated. */
inline offline(i) {
	type[i] = ISOLATE;
	leave_free_lists(i);
	online[i] = false;
	leave_zone(i)
}

/* The memmap goes, and its usemap. */
inline remove(i) {
	present[i] = false;
	link[i] = NOZONE;
	reserved[i] = false;
	type[i] = UNMOVABLE
}

active [N] proctype dimm() {
	do
	:: d_step { !present[_pid] -> add(_pid) }
	:: d_step { present[_pid] && !online[_pid] -> go_online(_pid, NORMAL); finish_online(_pid) }
	:: d_step { present[_pid] && !online[_pid] -> go_online(_pid, MOVABLE); finish_online(_pid) }
	/* online, vetoed: online_pages() fails and takes the block out of the zone; its struct pages stay as they are. */
	:: d_step { present[_pid] && !online[_pid] -> go_online(_pid, NORMAL); leave_zone(_pid) }
	:: d_step { present[_pid] && !online[_pid] -> go_online(_pid, MOVABLE); leave_zone(_pid) }
	:: d_step { online[_pid] -> offline(_pid) }
	/* offline, vetoed: the isolation is undone. */
	:: d_step { online[_pid] -> to_the_tail(_pid) }
	:: d_step { present[_pid] && !online[_pid] -> remove(_pid) }
	/* ACPI takes it offline first. */
	:: d_step { online[_pid] -> offline(_pid); remove(_pid) }
	od
}
