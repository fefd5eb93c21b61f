/** The block-relative exception with its two slips mended: the first page behind the vmemmap, and the reference. */
import { defineDesign } from '../../harness/design.ts';
import pfnBlock from './pfn_block.ts';
import { exceptionRepairs } from './pfn_block_repairs.ts';

export default defineDesign({
  id: 'michal',
  revision: 'pfn-block-fixed',
  title: 'the block-relative exception, mended',
  provenance: 'repaired',
  source: { messageId: 'YFy+olsdS4iwrovN@dhcp22.suse.cz' },
  repairs: exceptionRepairs.map(({ title }) => title),
  on: ['linux@5.12', 'linux@6.1'],
  family: 'michal',
  order: 6,
  over: [pfnBlock, ...exceptionRepairs],
  patch: () => ({}),
});
