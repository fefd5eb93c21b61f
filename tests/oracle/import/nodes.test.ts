import { describe, expect, test } from 'vitest';
import { nodesOf } from '../../../harness/oracle/import/nodes.ts';

const first = { node: 0, start_pfn: 1, spanned_pages: 100, kswapd: 1, zonelist: '0:DMA32' };

describe('the nodes of a machine', () => {
  test('are those that may get memory, with nothing of those that have none yet', () => {
    expect(nodesOf({ raw: { nodes: [first] }, n_possible: '0-1' })).toEqual([
      first,
      { node: 1, start_pfn: 0, spanned_pages: 0, kswapd: 0, zonelist: '' },
    ]);
  });

  test('are those that the recorder listed where the kernel has no such list', () => {
    expect(nodesOf({ raw: { nodes: [first] }, n_possible: '' })).toEqual([first]);
    expect(nodesOf({ raw: { nodes: [first] } })).toEqual([first]);
  });
});
