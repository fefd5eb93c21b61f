/** What costs are told by: the operations of memory hotplug. */
export const operations = ['add', 'online', 'offline', 'remove'] as const;
export type Operation = (typeof operations)[number];
