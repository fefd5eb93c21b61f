/** What the model keeps of a struct page (include/linux/page-flags.h, include/linux/mm_types.h). */

/** What the bytes of a struct page are. */
export type MemmapContent =
  /** The vmemmap is not mapped here: a touch is a page fault. */
  | 'unmapped'
  /** Mapped, never written since: whatever the memory held. */
  | 'raw'
  /** page_init_poison(): all ones, DEBUG_VM only. */
  | 'poison'
  /** Written by the kernel. */
  | 'init'
  /** Was written, then lost behind the kernel's back (hibernation, /dev/mem). */
  | 'garbage';

export const PG_reserved = 1;
/** v6.0+: PageVmemmapSelfHosted, shares PG_owner_priv_1. */
export const PG_vmemmap_self_hosted = 2;
export const PG_hwpoison = 4;
/** Page types rather than flags, kept in the same word here. */
export const PageBuddy = 8;
export const PageOffline = 16;

/** The address of a struct page: arithmetic on the pfn, no access (CONFIG_SPARSEMEM_VMEMMAP). */
export type Page = number & { readonly page: unique symbol };
