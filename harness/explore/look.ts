/**
 * What is seen of a machine at rest, sorted by who sees it. What a design keeps for itself, such as
 * `memory_block.nr_vmemmap_pages`, is in none: two designs that differ in nothing else cannot be told apart by anybody.
 */
import { observe } from '../run/observe.ts';
import type { WalkableMachine } from '../run/walk.ts';
import { quietly } from '../state/counters.ts';
import type { Observation, ObservationField, Scalar } from '../types/observation.ts';
import { clipValues, fieldOfRuns, joinedValues, type PageRun, runsOfField, type ValueRun } from '../types/page_run.ts';
import { byKind, type RestKind } from './graph.ts';

/** Fields that are told as they are. */
const whole: Record<Exclude<RestKind, 'hidden'>, readonly ObservationField[]> = {
  // /proc/zoneinfo, and what compaction and the page allocator go by.
  zones: [
    'zone.start',
    'zone.spanned',
    'zone.present',
    'zone.managed',
    'zone.contiguous',
    'zone.isolated',
    'zone.pageset',
  ],
  nodes: [
    'node.start',
    'node.spanned',
    'node.present',
    'node.online',
    'node.memory',
    'node.normal_memory',
    'node.kswapd',
    'node.kcompactd',
    'node.zonelist',
  ],
  // Which there are and how they are; online_type decides what a later `online` does.
  blocks: ['block.state', 'block.node', 'block.zone', 'block.online_type', 'group'],
  // What walkers come upon, and what hibernation would save.
  pages: [
    'section.flags',
    'page.online',
    'kpageflags.nopage',
    'kpageflags.reserved',
    'kpageflags.owner',
    'saveable',
    'saveable.poisoned',
    'saveable.reserved',
  ],
  sysfs: ['block.valid_zones', 'resource', 'max_pfn'],
};

/**
 * Runs of struct pages: seen by walkers where pfn_to_online_page() hands them out, and by a debugger alone elsewhere
 * (`hidden`).
 */
const byPage = ['page.link', 'page.state', 'page.inspan', 'pageblock.migratetype'] as const;

/** Every field that is looked at, with its kind; those by page are also in `hidden`. */
export const kindOfField: ReadonlyMap<string, RestKind> = new Map([
  ...Object.entries(whole).flatMap(([kind, fields]) => fields.map((field) => [field, kind as RestKind] as const)),
  ...byPage.map((field) => [field, 'pages'] as const),
]);

/** What is seen of a machine at rest by each kind. */
export const lookAt = ({ k }: Pick<WalkableMachine, 'k'>): Record<RestKind, Observation> =>
  lookOf(quietly(k, () => observe(k, { brief: true })));

/** What of an observation is seen by each kind. */
export function lookOf(observation: Observation): Record<RestKind, Observation> {
  const looks = byKind((): Observation => ({}));
  const put = (kind: RestKind, field: string, values: Record<string, Scalar> = {}): void => {
    if (Object.keys(values).length > 0) looks[kind][field] = values;
  };
  for (const [kind, fields] of Object.entries(whole))
    for (const field of fields) put(kind as RestKind, field, without(absentValue(field), observation[field] ?? {}));
  const online = runsOfField(observation['page.online']).map(([start, end]): PageRun => [start, end]);
  for (const field of byPage) {
    const [seen, hidden] = split(runsOfField(observation[field]), online);
    put('pages', field, seen);
    put('hidden', field, hidden);
  }
  return looks;
}

/**
 * What a value is that an observation leaves out: it has no zones of nothing but zeros, and that hibernation walked over
 * pages and saved none is no difference. null: there is no such thing.
 */
export function absentValue(field: string): Scalar | null {
  if (field === 'zone.pageset') return 'boot';
  return field.startsWith('zone.') || field.startsWith('saveable') ? 0 : null;
}

const without = (absent: Scalar | null, values: Field): Field =>
  absent === null ? values : Object.fromEntries(Object.entries(values).filter(([, value]) => value !== absent));

/** The parts of sorted runs that lie in the windows, and those that lie outside. */
function split(runs: readonly ValueRun<Scalar>[], windows: readonly PageRun[]): [inside: Field, outside: Field] {
  const edges = [Number.NEGATIVE_INFINITY, ...windows.flat(), Number.POSITIVE_INFINITY];
  const gaps = edges.flatMap((edge, at): PageRun[] => (at % 2 === 0 ? [[edge, edges[at + 1]!]] : []));
  const within = (ranges: readonly PageRun[]): Field =>
    fieldOfRuns(joinedValues(ranges.flatMap((range) => clipValues(runs, range))));
  return [within(windows), within(gaps)];
}

type Field = Record<string, Scalar>;
