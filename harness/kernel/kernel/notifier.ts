/**
 * The memory notifier chain (drivers/base/memory.c:memory_notify, kernel/notifier.c). Subscribers run by descending
 * priority; one that refuses stops the chain, and CANCEL_* then reaches all of them, those that never saw GOING_* too.
 */
import type { MemEvent, memory_notify } from '../include/memory.ts';
import type { Kernel } from '../link.ts';

export interface NotifierFunctions {
  /** 0, or the negative errno of the subscriber that refused a GOING_* or PREPARE_* event. */
  memory_notify(event: MemEvent, arg: memory_notify): number;
  /** The error injection module (lib/memory-notifier-error-inject.c). */
  memoryNotifierErrInject(event: MemEvent): number;
}

const vetoable: ReadonlySet<MemEvent> = new Set(['MEM_GOING_ONLINE', 'MEM_GOING_OFFLINE', 'MEM_PREPARE_ONLINE']);

export const notifier = (k: Kernel): NotifierFunctions => ({
  memory_notify(event, arg) {
    k.onNotify?.(event, arg);
    k.witness(event);
    k.count(`notifications of ${event}`);
    const injected = k.notifierErrors.get(event);
    const chain = [
      ...(k.machine.arch === 'arm64'
        ? [{ priority: 0, call: () => k.prevent_bootmem_remove_notifier(event, arg) }]
        : []),
      { priority: 0, call: () => k.page_ext_callback(event, arg) },
      { priority: 0, call: () => k.kasan_mem_notifier(event, arg) },
      { priority: injected?.priority ?? 0, call: () => k.memoryNotifierErrInject(event) },
    ].sort((a, b) => b.priority - a.priority);
    let ret = 0;
    for (const { call } of chain) {
      k.count('notifier calls');
      ret = call();
      if (ret && vetoable.has(event)) break;
      ret = 0;
    }
    k.notifications.push({ event, arg: { ...arg }, ret });
    return ret;
  },

  memoryNotifierErrInject(event) {
    return -(k.notifierErrors.get(event)?.errno ?? 0);
  },
});
