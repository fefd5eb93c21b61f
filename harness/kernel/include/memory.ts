/** Memory blocks, their groups and the notifier's argument (include/linux/memory.h). */
import type { NodeEvent, NotifierEvent } from '../../types/scenario.ts';
import type { vmem_altmap } from './memremap.ts';
import type { Zone } from './mmzone.ts';

export const MMOP_OFFLINE = 0;
export const MMOP_ONLINE = 1;
export const MMOP_ONLINE_KERNEL = 2;
export const MMOP_ONLINE_MOVABLE = 3;
export type OnlineType = 0 | 1 | 2 | 3;

export type MemState = 'MEM_ONLINE' | 'MEM_GOING_OFFLINE' | 'MEM_OFFLINE';
export type MemEvent = NotifierEvent;
export type { NodeEvent };

/** A DIMM's blocks (v5.15+). Pages. */
export interface memory_group {
  nid: number;
  max_pages: number;
  present_kernel_pages: number;
  present_movable_pages: number;
}

export interface memory_block {
  readonly id: number;
  start_section_nr: number;
  state: MemState;
  online_type: OnlineType;
  nid: number;
  group: memory_group | null;
  /** v5.18+: the zone of an online block that lies in one zone. */
  zone: Zone | null;
  /** 0 unless the design self-hosts: pages at the block's head that hold its own memmap. */
  nr_vmemmap_pages: number;
  /** v6.6+: the altmap object kept for removal. */
  altmap: vmem_altmap | null;
  /** v6.2+. */
  nr_hwpoison: number;
  /** device.offline. */
  dev_offline: boolean;
}

export interface memory_notify {
  start_pfn: number;
  nr_pages: number;
  status_change_nid: number;
  status_change_nid_normal: number;
}
