import type { Observation, Scalar } from '../types/observation.ts';
import { clipValues, parseRun, runsOfField } from '../types/page_run.ts';
import type { ObservedStep, Report, ReportResult, ReportStep } from '../types/report.ts';
import type { Counters } from '../types/result.ts';

/** What could be seen after each step of a result; undefined where observations were not kept. */
export function observedIn({ traces = [] }: Report): (result: ReportResult) => ObservedStep[] | undefined {
  const seen = new Map(traces.map((trace) => [trace.fixture, trace]));
  return ({ fixture, design, steps }) => {
    const trace = seen.get(fixture);
    // A real kernel ran on another machine, and is in no trace of the designs'.
    const numbers = trace?.byDesign[design];
    return trace && numbers && steps.map((step, at) => observedStep(step, trace.states[numbers[at]!] ?? {}));
  };
}

/** The flat observation of a step in the shape that scripts rely on. Zones and blocks come in numeric order. */
export function observedStep({ ret, cost }: Pick<ReportStep, 'ret' | 'cost'>, seen: Observation): ObservedStep {
  return {
    ret,
    zones: keysOf(seen, 'zone.').map((key) => {
      const [node, zone] = split(key, ':');
      const value = (field: string): Scalar => seen[`zone.${field}`]?.[key] ?? 0;
      return {
        node: Number(node),
        zone,
        start: value('start'),
        spanned: value('spanned'),
        present: value('present'),
        managed: value('managed'),
        contiguous: value('contiguous'),
        isolated: value('isolated'),
      };
    }),
    nodes: keysOf(seen, 'node.').map((key) => ({ node: Number(key), ...fieldsOf(seen, 'node.', key) })),
    blocks: keysOf(seen, 'block.').map((id) => ({
      id,
      state: seen['block.state']?.[id] ?? '',
      zones: seen['block.valid_zones']?.[id] ?? '',
    })),
    pages: pagesOf(seen),
    notifier: Object.values(seen.notifier ?? {}).map(notifierOf),
    locks: locksOf(cost),
  };
}

function keysOf(seen: Observation, prefix: string): string[] {
  const fields = Object.keys(seen).filter((field) => field.startsWith(prefix));
  const keys = new Set(fields.flatMap((field) => Object.keys(seen[field]!)));
  return [...keys].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function fieldsOf(seen: Observation, prefix: string, key: string): Record<string, Scalar> {
  const fields = Object.entries(seen).filter(
    ([field, values]) => field.startsWith(prefix) && values[key] !== undefined,
  );
  return Object.fromEntries(fields.map(([field, values]) => [field.slice(prefix.length), values[key]!]));
}

/** Runs of struct pages by state, cut where the zone they link to changes. */
function pagesOf(seen: Observation): ObservedStep['pages'] {
  const links = runsOfField(seen['page.link']);
  const pages: ObservedStep['pages'] = [];
  for (const [first, end, kind] of runsOfField(seen['page.state'])) {
    let at = first;
    for (const [from, to, zone] of clipValues(links, [first, end])) {
      if (from > at) pages.push([at, from - at, kind, '']);
      pages.push([from, to - from, kind, zone]);
      at = to;
    }
    if (at < end) pages.push([at, end - at, kind, '']);
  }
  return pages;
}

/** `GOING_ONLINE first+nr nid`, and after a veto `GOING_ONLINE first+nr nid EBUSY`. */
function notifierOf(event: Scalar): ObservedStep['notifier'][number] {
  const [name = '', run = '', , ret = 0] = String(event).split(' ');
  const [first, end] = parseRun(run) ?? [0, 0];
  return [name, first, end - first, ret];
}

/** Counters of the form `lock taken: <name>` count acquisitions. */
function locksOf(counters: Counters): Counters {
  const locks = Object.entries(counters).filter(([counter]) => counter.startsWith('lock taken: '));
  return Object.fromEntries(locks.map(([counter, count]) => [counter.slice('lock taken: '.length), count]));
}

function split(text: string, separator: string): [string, string] {
  const [left = '', right = ''] = text.split(separator);
  return [left, right];
}
