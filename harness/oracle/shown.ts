/**
 * What real kernels show of what is wrong with a design: they had it built in, the recording replays without a
 * difference, and an invariant breaks on the way over something that the recording holds.
 */
import { type Sighting, watchSession } from '../faults/probe.ts';
import { signatureOf } from '../faults/signature.ts';
import { hunksOf, subjectOf } from '../faults/subject.ts';
import type { ShownWrong } from '../run/evidence.ts';
import { bootSession } from '../run/session.ts';
import { parseStack } from '../run/stack.ts';
import { conform } from './conform.ts';
import type { Recording } from './recording.ts';

/** Fields that a recording has to have for it to hold what breaks an invariant, or all of a folder; others nobody sees from outside. */
const heldBy: Record<string, readonly string[]> = {
  oops: ['result'],
  counters: ['zone.present', 'node.present'],
  'counters/zone-managed': ['zone.managed'],
  'counters/pages-conserved': ['zone.managed'],
  'counters/group-present': ['group'],
  span: ['zone.start', 'zone.spanned'],
  'span/contiguous-is-true': ['zone.contiguous', 'page.link'],
  'span/contiguous-regained': ['zone.contiguous'],
  'span/node-span': ['node.start', 'node.spanned'],
  'span/one-zone': ['page.link'],
  'span/pages-in-zone-span': ['page.link', 'zone.spanned'],
  'span/memmap-in-zone-span': ['page.link', 'zone.spanned'],
  'visibility/offline-pages-hidden': ['kpageflags.nopage', 'block.state'],
  'visibility/online-block-marked': ['section.flags', 'block.state'],
  'visibility/online-block-visible': ['kpageflags.nopage', 'block.state'],
  'nodes/node-alive': ['node.online'],
  'nodes/node-state': ['node.memory'],
  'nodes/node-threads': ['node.kswapd'],
  'nodes/pageset': ['zone.pageset'],
  'nodes/pageset-returned': ['zone.pageset'],
  'nodes/zonelist': ['node.zonelist'],
  'nodes/zonelist-stale': ['node.zonelist'],
  'sysfs/block-zone': ['block.valid_zones', 'page.link'],
  'sysfs/valid-zones-online': ['block.valid_zones'],
  'sysfs/valid-zones-promise': ['block.valid_zones'],
  'allocator/isolation-ends': ['zone.isolated'],
  'allocator/no-isolated-pageblock': ['pageblock.migratetype'],
  'allocator/memmap-pageblocks-unmovable': ['pageblock.migratetype'],
  'restore/nothing-left': ['section.flags'],
  'restore/resource-covers': ['resource'],
};

const fieldsFor = (invariant: string): readonly string[] | undefined =>
  heldBy[invariant] ?? heldBy[invariant.split('/')[0] ?? ''];

/** By design, by signature of what is wrong: ids of recordings, in their order. */
export function shownIn(recordings: readonly Recording[]): ShownWrong {
  const shown: ShownWrong = {};
  for (const recording of recordings) {
    const [release = '', design] = recording.as.split('+');
    if (design === undefined || parseStack(recording.as).design === undefined) continue;
    const hunks = hunksOf(subjectOf(design, release));
    for (const sighting of sightingsIn(recording)) {
      const its = shown[design] ?? {};
      const signature = signatureOf(sighting, hunks);
      its[signature] = [...new Set([...(its[signature] ?? []), recording.id])];
      shown[design] = its;
    }
  }
  return shown;
}

/** What goes wrong in it that the recording holds; nothing where it shows any difference. */
function sightingsIn(recording: Recording): Sighting[] {
  const fields = new Set(recording.steps.flatMap(({ observation }) => Object.keys(observation)));
  const told = new Set<number>();
  let [at, aside] = [0, false];
  let end: (() => Sighting[]) | undefined;
  const result = conform(recording, (machine, stack) => {
    const session = bootSession(machine, stack);
    const watch = watchSession(session, machine);
    end = () => watch.end().sightings;
    return {
      observe: session.observe,
      step(step) {
        if (aside) told.add(at);
        return watch.step(step, at++);
      },
      aside(body) {
        aside = true;
        try {
          return body();
        } finally {
          aside = false;
        }
      },
    };
  });
  if (result.different > 0 || end === undefined) return [];
  return end().filter(({ violation: { invariant, step } }) => {
    const needed = fieldsFor(invariant);
    return !told.has(step) && needed?.every((field) => fields.has(field));
  });
}
