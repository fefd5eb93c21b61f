/** The two slips of the block-relative exception, each with its repair. */
import { defineRepair } from '../../harness/design.ts';
import type { IsVmemmapPage } from './pfn_block.ts';

export const exceptionRepairs = [
  defineRepair<IsVmemmapPage>({
    name: 'first-page-behind',
    title: 'compares with >=, so that the first page behind the vmemmap is not accepted',
    replaces: { is_behind_vmemmap: 'a77b0a23d4' },
    patch: () => ({ is_behind_vmemmap: (offset: number, nr_vmemmap_pages: number) => offset >= nr_vmemmap_pages }),
  }),

  defineRepair<IsVmemmapPage>({
    name: 'drops-reference',
    title: 'drops the reference that find_memory_block() takes',
    replaces: { put_found_block: '92c65dc570' },
    patch: () => ({ put_found_block: () => undefined }),
  }),
];
