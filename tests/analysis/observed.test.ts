import { expect, test } from 'vitest';
import { observedStep } from '../../harness/analysis/observed.ts';

const observe = (observation: Record<string, Record<string, string | number>>) =>
  observedStep({ ret: 0, cost: {} }, observation);

test('zones come in numeric order of their nodes', () => {
  const { zones } = observe({ 'zone.start': { '10:Normal': 7, '2:Normal': 5 } });
  expect(zones.map(({ node, start }) => [node, start])).toEqual([
    [2, 5],
    [10, 7],
  ]);
});

test('a run of struct pages is cut where the zone it links to changes', () => {
  const { pages } = observe({
    'page.state': { '100+50': 'init' },
    'page.link': { '110+20': '0:Normal', '130+20': '0:Movable' },
  });
  expect(pages).toEqual([
    [100, 10, 'init', ''],
    [110, 20, 'init', '0:Normal'],
    [130, 20, 'init', '0:Movable'],
  ]);
});

test('a notifier event is split into event, run and errno', () => {
  const { notifier } = observe({
    notifier: { '0': 'GOING_ONLINE 512+32256 0', '1': 'CANCEL_ONLINE 512+32256 0 EBUSY' },
  });
  expect(notifier).toEqual([
    ['GOING_ONLINE', 512, 32256, 0],
    ['CANCEL_ONLINE', 512, 32256, 'EBUSY'],
  ]);
});

test('lock counters become locks', () => {
  expect(observedStep({ ret: 0, cost: { 'lock taken: zone': 1, lookups: 3 } }, {}).locks).toEqual({ zone: 1 });
});
