/** The operations of hotplug as calls of the function table, so that each can be looked at before and after. */
import type { memory_block } from '../kernel/include/memory.ts';
import type { Kernel } from '../kernel/link.ts';
import { quietly } from '../state/counters.ts';

export interface WatchedOperation {
  kind: 'online' | 'offline' | 'add' | 'remove';
  start: number;
  pages: number;
  /** Of online and offline. */
  mem?: memory_block;
}

export interface OperationWatcher {
  begin(operation: WatchedOperation): void;
  end(operation: WatchedOperation, ret: number): void;
}

/**
 * Put `watcher` around memory_subsys_online(), memory_subsys_offline(), __add_memory() and try_remove_memory(). An
 * operation that oopses never ends. What the watcher reads is not counted as the kernel's work.
 */
export function watchOperations(k: Kernel, watcher: OperationWatcher): void {
  const around = (operation: WatchedOperation, body: () => number): number => {
    quietly(k, () => watcher.begin(operation));
    const ret = body();
    quietly(k, () => watcher.end(operation, ret));
    return ret;
  };
  const ofBlock = (kind: 'online' | 'offline', mem: memory_block): WatchedOperation => {
    const { pagesPerBlock } = k.machine;
    return { kind, start: mem.id * pagesPerBlock, pages: pagesPerBlock, mem };
  };
  const { memory_subsys_online, memory_subsys_offline, __add_memory, try_remove_memory } = k;
  k.memory_subsys_online = (mem) => around(ofBlock('online', mem), () => memory_subsys_online(mem));
  k.memory_subsys_offline = (mem) => around(ofBlock('offline', mem), () => memory_subsys_offline(mem));
  k.__add_memory = (nid, start, pages, flags, group) =>
    around({ kind: 'add', start, pages }, () => __add_memory(nid, start, pages, flags, group));
  k.try_remove_memory = (start, pages) =>
    around({ kind: 'remove', start, pages }, () => try_remove_memory(start, pages));
}
