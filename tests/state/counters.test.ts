import { expect, it } from 'vitest';
import { WorkCounters } from '../../harness/state/counters.ts';

it('counts one evaluation for as many as it stands for', () => {
  const counters = new WorkCounters();
  counters.weight = 32768;
  counters.add('pages saved');
  expect(counters.take()).toEqual({ 'pages saved': 32768 });
});

it('tells the work done under a lock and the longest hold of it', () => {
  const counters = new WorkCounters();
  for (const work of [3, 5]) {
    counters.lockTaken('zone->lock');
    counters.add('pages migrated', work);
    counters.lockReleased('zone->lock');
  }
  counters.add('pages migrated', 7);
  expect(counters.take()).toEqual({
    'lock taken: zone->lock': 2,
    'longest hold of zone->lock': 5,
    'pages migrated': 15,
    'work under zone->lock': 8,
  });
});

it('does not count what an observer does', () => {
  const counters = new WorkCounters();
  counters.paused = true;
  counters.add('pfn_to_online_page');
  expect(counters.take()).toEqual({});
});

it('measures a body apart from everything else', () => {
  const counters = new WorkCounters();
  counters.add('notifier calls');
  const apart = counters.measure(() => counters.add('pages saved', 2));
  expect([apart, counters.take()]).toEqual([{ 'pages saved': 2 }, { 'notifier calls': 1 }]);
});

it('counts apart what belongs under mem_hotplug_lock and is done without it', () => {
  const counters = new WorkCounters();
  counters.add('struct pages initialised', 7);
  counters.add('notifier calls', 3);
  counters.lockTaken('mem_hotplug_lock');
  counters.add('struct pages initialised', 5);
  counters.lockReleased('mem_hotplug_lock');
  expect(counters.take()).toMatchObject({
    'work without mem_hotplug_lock': 7,
    'work under mem_hotplug_lock': 5,
  });
});
