/**
 * What real kernels are seen to leave of the way in which something came about, each with a recording that shows it. State
 * that varies so is no fault of a design.
 */
import type { Observation, Scalar } from '../types/observation.ts';
import type { RestKind } from './graph.ts';

/** A value that depends on the route. */
export interface Left {
  kind: RestKind;
  /** `zone.contiguous`. */
  field: string;
  /** `0:Movable`, or a run of pages. */
  key: string;
  /** All that is seen after either route. */
  looks: readonly [Look, Look];
}

type Look = Record<RestKind, Observation>;

export interface LeftBehind {
  /** What is left, in a sentence. */
  what: string;
  /** A real kernel that leaves it: there the field has the value after the step, and had another one when it began alike. */
  recording: string;
  step: string;
  field: string;
  key: string;
  value: Scalar;
  covers(left: Left): boolean;
}

const ofHidden =
  (...fields: string[]) =>
  ({ kind, field }: Left): boolean =>
    kind === 'hidden' && fields.includes(field);

const zoneFields = ['zone.start', 'zone.spanned'] as const;

export const leftBehind: readonly LeftBehind[] = [
  {
    what: 'max_pfn never goes down, and /proc/kpageflags goes on to it',
    recording: 'cloud61/notifier_fail_mom1',
    step: 'remove d0',
    field: 'max_pfn',
    key: 'max_pfn',
    value: 1638400,
    covers: ({ field }) => field === 'max_pfn' || field === 'kpageflags.nopage',
  },
  {
    what: 'a zone is called contiguous, or not, as of the last onlining or offlining that looked, refused ones among them',
    recording: 'cloud61/notifier_fail_mom1',
    step: 'MEM_GOING_ONLINE := -ENOMEM(-12); online_movable B1 beside it',
    field: 'zone.contiguous',
    key: '0:Movable',
    value: 1,
    // With the same span: where the span varies, so does what follows from it.
    covers: ({ field, key, looks: [one, other] }) =>
      field === 'zone.contiguous' &&
      zoneFields.every((name) => (one.zones[name]?.[key] ?? 0) === (other.zones[name]?.[key] ?? 0)),
  },
  {
    what: 'struct pages of a refused or offlined block keep the zone that they had',
    recording: 'cloud61/notifier_fail_mom1',
    step: 'MEM_GOING_ONLINE := -EBUSY(-16); online_movable B0',
    field: 'page.link',
    key: '1572864+32768',
    value: '0:Movable',
    covers: ofHidden('page.link', 'page.state', 'page.inspan'),
  },
  {
    what: 'data pageblocks of a refused or offlined block stay MIGRATE_ISOLATE',
    recording: 'cloud61/notifier_fail_mom1',
    step: 'MEM_GOING_ONLINE := -EBUSY(-16); online_movable B0',
    field: 'pageblock.migratetype',
    key: '1573376+32256',
    value: 'ISOLATE',
    covers: ofHidden('pageblock.migratetype'),
  },
  {
    what: 'online_type of a write that was refused stays behind, and a later `online` goes by it',
    recording: 'cloud61/sysfs_leaves_type_mom1',
    step: 'online_movable d0',
    field: 'block.online_type',
    key: '48',
    value: 3,
    covers: ({ field }) => field === 'block.online_type',
  },
  {
    what: 'a node that went offline keeps the zonelist that it was given when it first came online',
    recording: 'cloud510/memoryless_veto',
    step: 'remove d1',
    field: 'node.zonelist',
    key: '1',
    value: '0:Normal 0:DMA32 0:DMA',
    covers: ({ field, key, looks }) =>
      field === 'node.zonelist' && looks.every(({ nodes }) => nodes['node.online']?.[key] === 0),
  },
];
