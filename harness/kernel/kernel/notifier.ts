/**
 * The memory notifier chain (drivers/base/memory.c:memory_notify, kernel/notifier.c). Subscribers run by descending
 * priority; one that refuses stops the chain, and CANCEL_* then reaches all of them, those that never saw GOING_* too.
 * From v6.17 on nodes have a chain of their own (drivers/base/node.c:node_notify). Nobody who listens to it is modelled.
 */
import type { MemEvent, memory_notify, NodeEvent } from '../include/memory.ts';
import type { Kernel } from '../link.ts';

export interface NotifierFunctions {
  /** 0, or the negative errno of the subscriber that refused a GOING_* or PREPARE_* event. */
  memory_notify(event: MemEvent, arg: memory_notify): number;
  /** The error injection module (lib/memory-notifier-error-inject.c). */
  memoryNotifierErrInject(event: MemEvent): number;
  /** v6.17+: the node gets its first memory, or loses its last. */
  node_notify(event: NodeEvent, arg: memory_notify): void;
}

/**
 * What online_pages() and offline_pages() tell the nodes' chain around an event of memory: before it, or behind it, so
 * that CANCEL comes in the order of GOING.
 */
const ofNodes: Partial<Record<MemEvent, { before?: NodeEvent; behind?: NodeEvent }>> = {
  MEM_GOING_ONLINE: { before: 'NODE_ADDING_FIRST_MEMORY' },
  MEM_ONLINE: { before: 'NODE_ADDED_FIRST_MEMORY' },
  MEM_CANCEL_ONLINE: { behind: 'NODE_CANCEL_ADDING_FIRST_MEMORY' },
  MEM_GOING_OFFLINE: { before: 'NODE_REMOVING_LAST_MEMORY' },
  MEM_OFFLINE: { before: 'NODE_REMOVED_LAST_MEMORY' },
  MEM_CANCEL_OFFLINE: { behind: 'NODE_CANCEL_REMOVING_LAST_MEMORY' },
};

const vetoable: ReadonlySet<MemEvent> = new Set(['MEM_GOING_ONLINE', 'MEM_GOING_OFFLINE', 'MEM_PREPARE_ONLINE']);

type Subscriber = (k: Kernel, event: MemEvent, arg: memory_notify) => number;
const subscribers: readonly Subscriber[] = [
  (k, event, arg) => k.page_ext_callback(event, arg),
  (k, event, arg) => k.kasan_mem_notifier(event, arg),
];
const arm64: Subscriber = (k, event, arg) => k.prevent_bootmem_remove_notifier(event, arg);
const injection: Subscriber = (k, event) => k.memoryNotifierErrInject(event);

/** The others have priority 0 and registered at boot: of equal ones the last to register comes last. */
const chainOf = (k: Kernel, priority: number): readonly Subscriber[] => {
  const atBoot = k.machine.arch === 'arm64' ? [arm64, ...subscribers] : subscribers;
  return priority > 0 ? [injection, ...atBoot] : [...atBoot, injection];
};

export const notifier = (k: Kernel): NotifierFunctions => ({
  memory_notify(event, arg) {
    const { before, behind } = (k.release.nodeNotifier && arg.status_change_nid >= 0 && ofNodes[event]) || {};
    if (before) k.node_notify(before, arg);
    k.onNotify?.(event, arg);
    k.witness(event);
    k.count(`notifications of ${event}`);
    let ret = 0;
    for (const subscriber of chainOf(k, k.notifierErrors.get(event)?.priority ?? 0)) {
      k.count('notifier calls');
      ret = subscriber(k, event, arg);
      if (ret && vetoable.has(event)) break;
      ret = 0;
    }
    k.notifications.push({ event, arg: { ...arg }, ret });
    if (behind) k.node_notify(behind, arg);
    return ret;
  },

  memoryNotifierErrInject(event) {
    return -(k.notifierErrors.get(event)?.errno ?? 0);
  },

  node_notify(event, arg) {
    k.count(`notifications of ${event}`);
    k.notifications.push({ event, arg: { ...arg }, ret: 0 });
  },
});
