/** A block as a device (drivers/base/core.c:device_online, device_offline). 1 means there was nothing to do. */
import type { memory_block } from '../../include/memory.ts';
import type { Kernel } from '../../kernel.ts';

export interface DeviceFunctions {
  device_online(mem: memory_block): number;
  device_offline(mem: memory_block): number;
}

export const core = (k: Kernel): DeviceFunctions => ({
  device_online(mem) {
    const lock = `device lock of memory${mem.id}`;
    k.lock(lock);
    let ret = 1;
    if (mem.dev_offline) {
      ret = k.memory_subsys_online(mem);
      if (!ret) mem.dev_offline = false;
    }
    k.unlock(lock);
    return ret;
  },

  device_offline(mem) {
    const lock = `device lock of memory${mem.id}`;
    k.lock(lock);
    let ret = 1;
    if (!mem.dev_offline) {
      ret = k.memory_subsys_offline(mem);
      if (!ret) mem.dev_offline = true;
    }
    k.unlock(lock);
    return ret;
  },
});
