/** All the one-line mistakes there are. */
import counters from './counters.ts';
import memmap from './memmap.ts';
import type { Mistake } from './mistake.ts';
import nodes from './nodes.ts';
import notifiers from './notifiers.ts';
import offline from './offline.ts';
import online from './online.ts';
import spans from './spans.ts';
import zones from './zones.ts';

export const mistakes: readonly Mistake[] = [
  ...counters,
  ...spans,
  ...online,
  ...offline,
  ...nodes,
  ...notifiers,
  ...memmap,
  ...zones,
];
