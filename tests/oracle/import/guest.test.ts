import { describe, expect, test } from 'vitest';
import { busyPages } from '../../../harness/oracle/import/guest.ts';

const dump = (pfn: string, flags: string, why = 'unmovable page') => [
  `page:00000000afb96d53 refcount:1 mapcount:0 mapping:0000000000000000 index:0x0 pfn:0x${pfn}`,
  `flags: 0x17ffffc0000000(${flags}node=0|zone=2|lastcpupid=0x1fffff)`,
  'raw: 0017ffffc0000000 0000000000000000 dead000000000122 0000000000000000',
  `page dumped because: ${why}`,
];

describe('pages that the guest held in the way of an offline', () => {
  test('are those it dumped as unmovable, each once', () => {
    const dmesg = [...dump('100403', ''), ...dump('100403', 'slab|')];
    expect(busyPages(dmesg, 32768, 0x100000)).toEqual([{ block: 32, first: 0x403, nr: 1 }]);
  });

  test('are not the reserved vmemmap pages of hot-added memory: refusing those is up to the design', () => {
    expect(busyPages(dump('100000', 'reserved|'), 32768, 0x100000)).toEqual([]);
  });

  test('are the reserved pages of boot memory', () => {
    expect(busyPages(dump('9000', 'reserved|'), 32768, 0x100000)).toEqual([{ block: 1, first: 0x1000, nr: 1 }]);
  });

  test('are not pages that merely failed to migrate', () => {
    expect(busyPages(dump('100403', '', 'migration failure'), 32768, 0x100000)).toEqual([]);
  });
});
