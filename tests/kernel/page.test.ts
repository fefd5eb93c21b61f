import { expect, it } from 'vitest';
import { bootSession } from '../../harness/run/session.ts';
import { smallMachine, step } from './machine.ts';

/** Zones are numbered from the first that a kernel is built with: zero bits name another one where there is no ZONE_DMA. */
it.each([
  [{ DMA: 64, DMA32: 128 }, 'DMA'],
  [{ DMA32: 128 }, 'DMA32'],
  [{}, 'Normal'],
])('a struct page of zeros on a machine with the zone ends %j is of 0:%s', (zoneEnds, name) => {
  const machine = smallMachine({ zoneEnds });
  const { k, step: take } = bootSession({ ...machine, config: { ...machine.config, debug_vm: false } }, 'linux@6.1');
  take(step({ op: 'add', dimm: 'd0', pages: 64, node: 1 }));
  expect(k.page_zone(k.pfn_to_page(256))).toMatchObject({ node: 0, name });
});
