import type { Observation, Scalar } from '../../types/observation.ts';
import { fromRuns, noRuns } from '../runs.ts';
import type { After, Mhpx, Numbers } from './source.ts';
import { hotZone, zoneNameOf, zoneOrders } from './zones.ts';

/** What a kernel with the designs built in says of the hot range's pages. */
export function builtPageFields(runs: NonNullable<Mhpx['runs']>, pagesPerSection: number): Observation {
  const sections = noRuns();
  const state = noRuns();
  const online = noRuns();
  const inspan = noRuns();
  const link = noRuns();
  for (const [first, nr, flags] of runs) {
    const end = first + nr;
    if (flags['onl'] === 1) online.set(first, end, 1);
    if (flags['sec'] !== 1) continue;
    sections.set(Math.floor(first / pagesPerSection), Math.ceil(end / pagesPerSection), sectionFlags(flags['bit']));
    const zone = hotZone(zoneOrders.built, flags['zone'] ?? 0);
    state.set(first, end, pageState(flags, zone));
    if (flags['poison'] === 1 || zone === undefined) continue;
    link.set(first, end, `${flags['nid']}:${zone}`);
    if (flags['inspan'] === 1) inspan.set(first, end, 1);
  }
  return {
    'section.flags': fromRuns(sections),
    'page.link': fromRuns(link),
    'page.state': fromRuns(state),
    'page.online': fromRuns(online),
    'page.inspan': fromRuns(inspan),
  };
}

/** The only flags that these kernels print of a section. */
export const builtSectionFlags = ['PRESENT', 'ONLINE'];

function sectionFlags(online: number | undefined): string {
  return online === 1 ? 'PRESENT|ONLINE' : 'PRESENT';
}

function pageState(flags: Record<string, number>, zone: string | undefined): Scalar {
  if (flags['poison'] === 1) return 'poison';
  if (flags['res'] === 1) return 'reserved';
  return zone === undefined ? 'raw' : 'init';
}

/** Hibernation's predicate per zone; a zone in which it visits nothing is left out. */
export function saveableFields(rows: Numbers[]): Observation {
  const fields: Observation = { saveable: {}, 'saveable.poisoned': {}, 'saveable.reserved': {} };
  for (const row of rows) {
    const key = `${row['node']}:${zoneNameOf(String(row['zone']))}`;
    for (const [field, name] of Object.entries({
      saveable: 'visited',
      'saveable.poisoned': 'poisoned',
      'saveable.reserved': 'reserved',
    })) {
      const pages = Number(row[name] ?? 0);
      if (pages > 0) (fields[field] as Record<string, Scalar>)[key] = pages;
    }
  }
  return fields;
}

/** Notifier events of the step, as its kernel printed them. */
export function notifierField({ dmesg }: After): Record<string, Scalar> {
  const events: Record<string, Scalar> = {};
  for (const line of dmesg ?? []) {
    const found = /mhpx: notify (\w+) start (\d+) nr (\d+) nid (-?\d+)/.exec(line);
    if (found !== null) events[String(Object.keys(events).length)] = `${found[1]} ${found[2]}+${found[3]} ${found[4]}`;
  }
  return events;
}
