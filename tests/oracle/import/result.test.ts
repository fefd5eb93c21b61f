import { describe, expect, test } from 'vitest';
import { neverReachedGuest, resultOf } from '../../../harness/oracle/import/result.ts';

const removal = { op: 'remove', dimm: 'd0' } as const;
const addition = { op: 'add', dimm: 'd0', pages: 1, node: 0 } as const;

describe('the result of a step', () => {
  test('is the name of the errno of the last write', () => {
    expect(resultOf({ errno: 16 }, { op: 'offline', block: 8 }, {})).toBe('EBUSY');
    expect(resultOf({ errno: 0 }, { op: 'offline', block: 8 }, {})).toBe(0);
  });

  test('is an oops where the kernel died of it, whatever the write returned', () => {
    expect(resultOf({ oops: 'kernel BUG at mm.h:1!', errno: 0 }, { op: 'offline', block: 8 }, {})).toBe('oops');
  });

  test('of an eject is only whether ACPI did it', () => {
    expect(resultOf({ event: 'DEVICE_DELETED' }, removal, {})).toBe('accepted');
    expect(resultOf({ event: 'ACPI_DEVICE_OST' }, removal, {})).toBe('refused');
  });

  test('of an add is whether there is memory where it landed, whatever is said about another one', () => {
    const result = { ok: true, addr: 0x180000000 };
    const dmesg = ['acpi PNP0C80:03: add_memory failed'];
    const iomem_ram = ['180000000-187ffffff : System RAM'];
    expect(resultOf(result, addition, { dmesg, iomem_ram })).toBe('accepted');
    expect(resultOf(result, addition, { dmesg: [], iomem_ram: [] })).toBe('refused');
  });

  test('of an add at an unknown place is read from dmesg, since QEMU says ok in any case', () => {
    expect(resultOf({ ok: true }, addition, { dmesg: ['acpi PNP0C80:03: add_memory failed'] })).toBe('refused');
    expect(resultOf({ ok: true }, addition, { dmesg: [] })).toBe('accepted');
  });

  test('is not known where several operations were only issued', () => {
    expect(resultOf(null, { op: 'offline', block: 8 }, {})).toBeUndefined();
  });

  test('an add that QEMU refused never reached the guest', () => {
    const refused = { object_add: "attempt to add duplicate property 'md0'" };
    expect(neverReachedGuest({ op: 'add', dimm: 'd0' }, refused)).toBe(true);
    expect(neverReachedGuest({ op: 'add', dimm: 'd0' }, { ok: true })).toBe(false);
  });
});
