import { describe, expect, test, vi } from 'vitest';
import { findKernel } from '../../../harness/oracle/live/debian.ts';
import { LiveError } from '../../../harness/oracle/live/live_error.ts';
import { needForRun } from '../../../harness/oracle/live/programs.ts';

/** What a call throws. */
function thrown(body: () => unknown): LiveError {
  try {
    body();
  } catch (error) {
    if (error instanceof LiveError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a live run', () => {
  test('names all that is not installed at once, and the command that installs it', () => {
    vi.stubEnv('PATH', '/nonexistent');
    const error = thrown(() => needForRun());
    vi.unstubAllEnvs();
    expect(error.message).toBe('not installed: qemu-system-x86_64, busybox, cpio, gcc');
    expect(error.hint).toContain('apt-get install qemu-system-x86 busybox-static cpio gcc');
    expect(error.missing).toBe(true);
  });

  test('says which kernels there are when one is not', () => {
    const error = thrown(() => findKernel('cloud99'));
    expect(error.message).toContain('no kernel "cloud99"');
    expect(error.message).toContain('cloud510, full510, cloud61, full61, cloud612, full612');
  });
});
