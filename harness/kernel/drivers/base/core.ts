/** A block as a device (drivers/base/core.c:device_online, device_offline). 1 means there was nothing to do. */
import type { memory_block } from '../../include/memory.ts';
import type { Kernel } from '../../link.ts';

export interface DeviceFunctions {
  device_online(mem: memory_block): number;
  device_offline(mem: memory_block): number;
  /** Drop the reference that find_memory_block() took. */
  put_device(mem: memory_block): void;
}

/** Each block has one of its own; only one is held at a time, and counters are of any block. */
const deviceLock = 'device lock of memoryN';

export const core = (k: Kernel): DeviceFunctions => ({
  device_online(mem) {
    k.lock(deviceLock);
    let ret = 1;
    if (mem.dev_offline) {
      ret = k.memory_subsys_online(mem);
      if (!ret) mem.dev_offline = false;
    }
    k.unlock(deviceLock);
    return ret;
  },

  device_offline(mem) {
    k.lock(deviceLock);
    let ret = 1;
    if (!mem.dev_offline) {
      ret = k.memory_subsys_offline(mem);
      if (!ret) mem.dev_offline = true;
    }
    k.unlock(deviceLock);
    return ret;
  },

  // Counted are those that are left over.
  put_device: () => k.count('device references leaked', -1),
});
