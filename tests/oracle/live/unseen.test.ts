import { describe, expect, test } from 'vitest';
import { NotInKernel } from '../../../harness/oracle/live/btf.ts';
import { LiveError } from '../../../harness/oracle/live/live_error.ts';
import { Unseen } from '../../../harness/oracle/live/unseen.ts';

describe('what a kernel does not show', () => {
  test('is not observable, with the reason, when the kernel lacks what is read', async () => {
    const unseen = new Unseen();
    const read = await unseen.unless(['block.zone'], () => {
      throw new NotInKernel("this kernel's struct memory_block has no zone");
    });
    expect(read).toBeUndefined();
    expect([...unseen.why]).toEqual([['block.zone', "this kernel's struct memory_block has no zone"]]);
  });

  test('is not asked for again', async () => {
    const unseen = new Unseen();
    const outOfBounds = () => Buffer.alloc(4).readBigUInt64LE(0);
    await unseen.unless(['max_pfn'], outOfBounds);
    expect(await unseen.unless(['max_pfn'], () => 1)).toBeUndefined();
    expect(await unseen.unless(['node.kswapd'], () => 1)).toBe(1);
  });

  test('is not what a guest shows that has gone', async () => {
    const gone = () => Promise.reject(new LiveError('the guest has gone'));
    await expect(new Unseen().unless(['max_pfn'], gone)).rejects.toThrow('the guest has gone');
  });
});
