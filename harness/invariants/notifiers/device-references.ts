import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'notifiers/device-references',
  title: 'an operation drops every reference it took on a memory block device',
  fault: {
    short: 'leaks device references',
    long: 'leaks references on memory block devices',
  },
  class: 'hygiene',
  suffers: {
    reader: 'drivers/base/core.c:put_device',
    under: [],
    how: 'it never comes to zero, so that the device is never freed',
  },
  reason: 'A device that is still referenced is never freed: one leaked per look-up.',
  reliesOn: [
    'drivers/base/memory.c:find_memory_block',
    'drivers/base/core.c:put_device',
    'drivers/base/memory.c:unregister_memory',
  ],
  claims: ['L43'],
  watch: (_k, report) => ({
    step(_view, { title }, { counters }) {
      const leaked = counters['device references leaked'] ?? 0;
      if (leaked > 0)
        report({
          message: `"${title}" leaks ${leaked} references on memory block devices`,
          where: 'memory block devices',
        });
    },
  }),
});
