/** Every invariant, in the order they are checked and listed. */
import allocatorBuddyPagesOnline from './allocator/buddy-pages-online.ts';
import allocatorChunksAligned from './allocator/chunks-aligned.ts';
import allocatorIsolationEnds from './allocator/isolation-ends.ts';
import allocatorMemmapPageblocksUnmovable from './allocator/memmap-pageblocks-unmovable.ts';
import allocatorNoIsolatedPageblock from './allocator/no-isolated-pageblock.ts';
import countersGroupPresent from './counters/group-present.ts';
import countersNodePresent from './counters/node-present.ts';
import countersNotBelowZero from './counters/not-below-zero.ts';
import countersOfflineMemmapPresent from './counters/offline-memmap-present.ts';
import countersPagesConserved from './counters/pages-conserved.ts';
import countersZoneManaged from './counters/zone-managed.ts';
import countersZonePresent from './counters/zone-present.ts';
import hibernationOnlineMemmapIntact from './hibernation/online-memmap-intact.ts';
import hibernationOnlineMemorySaved from './hibernation/online-memory-saved.ts';
import type { Invariant } from './invariant.ts';
import locksHotplugLockHeld from './locks/hotplug-lock-held.ts';
import locksReaderKeepsPages from './locks/reader-keeps-pages.ts';
import locksReaderKeepsSpan from './locks/reader-keeps-span.ts';
import locksReaderMissesPages from './locks/reader-misses-pages.ts';
import locksReleased from './locks/released.ts';
import memmapAltmapDrains from './memmap/altmap-drains.ts';
import memmapNotInBuddy from './memmap/not-in-buddy.ts';
import memmapOneOwner from './memmap/one-owner.ts';
import memmapPagesHeld from './memmap/pages-held.ts';
import nodesNodeAlive from './nodes/node-alive.ts';
import nodesNodeState from './nodes/node-state.ts';
import nodesNodeThreads from './nodes/node-threads.ts';
import nodesPageset from './nodes/pageset.ts';
import nodesPagesetReturned from './nodes/pageset-returned.ts';
import nodesZonelist from './nodes/zonelist.ts';
import nodesZonelistStale from './nodes/zonelist-stale.ts';
import notifiersBalance from './notifiers/balance.ts';
import notifiersDeviceReferences from './notifiers/device-references.ts';
import notifiersPageExtCoversData from './notifiers/page-ext-covers-data.ts';
import notifiersPageExtCoversMemmap from './notifiers/page-ext-covers-memmap.ts';
import notifiersShadowBeforeTouch from './notifiers/shadow-before-touch.ts';
import notifiersShadowCoversData from './notifiers/shadow-covers-data.ts';
import notifiersShadowCoversMemmap from './notifiers/shadow-covers-memmap.ts';
import restoreFailedOperation from './restore/failed-operation.ts';
import restoreNothingLeft from './restore/nothing-left.ts';
import restoreResourceCovers from './restore/resource-covers.ts';
import restoreRoundTrip from './restore/round-trip.ts';
import spanContiguousIsTrue from './span/contiguous-is-true.ts';
import spanContiguousRegained from './span/contiguous-regained.ts';
import spanMemmapInZoneSpan from './span/memmap-in-zone-span.ts';
import spanNodeSpan from './span/node-span.ts';
import spanOneZone from './span/one-zone.ts';
import spanPagesInZoneSpan from './span/pages-in-zone-span.ts';
import spanPresentWithinSpan from './span/present-within-span.ts';
import spanZoneEdges from './span/zone-edges.ts';
import sysfsBlockZone from './sysfs/block-zone.ts';
import sysfsValidZonesOnline from './sysfs/valid-zones-online.ts';
import sysfsValidZonesPromise from './sysfs/valid-zones-promise.ts';
import visibilityOfflinePagesHidden from './visibility/offline-pages-hidden.ts';
import visibilityOnlineBlockInitialised from './visibility/online-block-initialised.ts';
import visibilityOnlineBlockMarked from './visibility/online-block-marked.ts';
import visibilityOnlineBlockVisible from './visibility/online-block-visible.ts';
import visibilityVisiblePagesInitialised from './visibility/visible-pages-initialised.ts';

export const invariants: readonly Invariant[] = [
  countersGroupPresent,
  countersNodePresent,
  countersNotBelowZero,
  countersOfflineMemmapPresent,
  countersPagesConserved,
  countersZoneManaged,
  countersZonePresent,
  spanContiguousIsTrue,
  spanContiguousRegained,
  spanMemmapInZoneSpan,
  spanNodeSpan,
  spanOneZone,
  spanPagesInZoneSpan,
  spanPresentWithinSpan,
  spanZoneEdges,
  visibilityOfflinePagesHidden,
  visibilityOnlineBlockInitialised,
  visibilityOnlineBlockMarked,
  visibilityOnlineBlockVisible,
  visibilityVisiblePagesInitialised,
  hibernationOnlineMemmapIntact,
  hibernationOnlineMemorySaved,
  memmapAltmapDrains,
  memmapNotInBuddy,
  memmapOneOwner,
  memmapPagesHeld,
  allocatorBuddyPagesOnline,
  allocatorChunksAligned,
  allocatorIsolationEnds,
  allocatorMemmapPageblocksUnmovable,
  allocatorNoIsolatedPageblock,
  nodesNodeAlive,
  nodesNodeState,
  nodesNodeThreads,
  nodesPagesetReturned,
  nodesPageset,
  nodesZonelistStale,
  nodesZonelist,
  sysfsBlockZone,
  sysfsValidZonesOnline,
  sysfsValidZonesPromise,
  notifiersBalance,
  notifiersDeviceReferences,
  notifiersPageExtCoversData,
  notifiersPageExtCoversMemmap,
  notifiersShadowBeforeTouch,
  notifiersShadowCoversData,
  notifiersShadowCoversMemmap,
  locksHotplugLockHeld,
  locksReaderKeepsPages,
  locksReaderKeepsSpan,
  locksReaderMissesPages,
  locksReleased,
  restoreFailedOperation,
  restoreNothingLeft,
  restoreResourceCovers,
  restoreRoundTrip,
];

/** An invariant as `list` and the documents tell it. */
export type InvariantListing = Pick<Invariant, 'id' | 'title' | 'class' | 'suffers' | 'reason' | 'reliesOn' | 'claims'>;

export const listInvariants = (): InvariantListing[] =>
  invariants.map(({ id, title, class: consequence, suffers, reason, reliesOn, claims }) => ({
    id,
    title,
    class: consequence,
    suffers,
    reason,
    reliesOn,
    claims,
  }));
