/** The moves that alphabets are made of. */
import { errnos } from '../../kernel/include/errno.ts';
import { ZONE_MOVABLE, type Zone } from '../../kernel/include/mmzone.ts';
import type { Kernel } from '../../kernel/link.ts';
import { zoneOfLink } from '../../kernel/state.ts';
import { type FailureName, failureNames, failurePoint } from '../../types/failures.ts';

import type { Machine, NotifierEvent, PageUse, Step } from '../../types/scenario.ts';
import {
  type BlockOfSlot,
  isAbsent,
  isOffline,
  isOnline,
  isThere,
  type Letter,
  type Slot,
  stepOf,
} from '../alphabet.ts';

type Onlining = 'online_kernel' | 'online_movable';
export const onlinings: readonly Onlining[] = ['online_kernel', 'online_movable'];

const addStep = (slot: Slot, { nodes }: Machine): Step =>
  stepOf(`add ${slot.name}`, { op: 'add', dimm: slot.name, pages: slot.pages, node: nodes.at(-1)!.node, at: slot.at });
const onlineStep = (op: Onlining, { name }: BlockOfSlot): Step => stepOf(`${op} ${name}`, { op, block: name });
const offlineStep = ({ name }: BlockOfSlot): Step => stepOf(`offline ${name}`, { op: 'offline', block: name });

const removeStep = ({ name }: Slot): Step => stepOf(`remove ${name}`, { op: 'remove', dimm: name });

/** As a move of one step. */
const alone = (step: Step, isOpen: Letter['isOpen']): Letter => ({ title: step.title, steps: [step], isOpen });

export const addOf = (slot: Slot, machine: Machine): Letter => alone(addStep(slot, machine), isAbsent(slot));
export const onlineOf = (op: Onlining, block: BlockOfSlot): Letter => alone(onlineStep(op, block), isOffline(block));
export const offlineOf = (block: BlockOfSlot): Letter => alone(offlineStep(block), isOnline(block));
export const removeOf = (slot: Slot): Letter => alone(removeStep(slot), isThere(slot));

/** A subscriber says EBUSY to the event, and only this once. */
function vetoed(step: Step, event: NotifierEvent): Step[] {
  return [
    stepOf(`inject ${event} EBUSY`, { op: 'inject', action: event, errno: -errnos.EBUSY }),
    step,
    stepOf(`inject ${event} 0`, { op: 'inject', action: event, errno: 0 }),
  ];
}

export const vetoedOnline = (op: Onlining, block: BlockOfSlot): Letter => ({
  title: `${op} ${block.name}, vetoed`,
  steps: vetoed(onlineStep(op, block), 'MEM_GOING_ONLINE'),
  isOpen: isOffline(block),
});
export const vetoedOffline = (block: BlockOfSlot): Letter => ({
  title: `offline ${block.name}, vetoed`,
  steps: vetoed(offlineStep(block), 'MEM_GOING_OFFLINE'),
  isOpen: isOnline(block),
});

/** What can fail while memory is added on the machine, and is survived. */
export function failuresOfAdd({ arch, config }: Machine, base: string | undefined): FailureName[] {
  return failureNames.filter((name) => {
    const { errnos: said, arch: only, on, needs } = failurePoint(name);
    const here = (only === undefined || only.includes(arch)) && (needs === undefined || config[needs]);
    const inBase = on === undefined || base === undefined || (on as readonly string[]).includes(base);
    return said.length > 0 && here && inBase && !ofOtherOperations.includes(name);
  });
}

const ofOtherOperations: readonly FailureName[] = [
  'start_isolate_page_range',
  'offline_and_remove_memory',
  'kasan_mem_notifier',
  'page_ext_callback',
];

/** The next call of a function fails, and only while the step is taken. */
function failing(step: Step, name: FailureName): Step[] {
  const [said = 'ENOMEM'] = failurePoint(name).errnos;
  const errno = -errnos[said];
  return [
    stepOf(`fail ${name} ${said}`, { op: 'fail', function: name, errno, times: 1 }),
    step,
    stepOf(`fail ${name} no more`, { op: 'fail', function: name, errno, times: 0 }),
  ];
}

export const failedAdd = (slot: Slot, machine: Machine, name: FailureName): Letter => ({
  title: `add ${slot.name}, ${name} fails`,
  steps: failing(addStep(slot, machine), name),
  isOpen: isAbsent(slot),
});
export const failedIsolation = (block: BlockOfSlot): Letter => ({
  title: `offline ${block.name}, isolation fails`,
  steps: failing(offlineStep(block), 'start_isolate_page_range'),
  isOpen: isOnline(block),
});

/** A page of the block's last pageblock is taken, and given back after the steps. */
function occupied(
  { name }: BlockOfSlot,
  { pagesPerBlock, pageblockPages }: Machine,
  use: PageUse,
  ...steps: Step[]
): Step[] {
  const pages = { block: name, first: pagesPerBlock - pageblockPages, nr: 1 };
  return [
    stepOf(`occupy ${name} ${use}`, { op: 'occupy', pages, use }),
    ...steps,
    stepOf(`release ${name}`, { op: 'release', pages }),
  ];
}

const signal = stepOf('signal', { op: 'signal' });

/** The kernel takes no page of ZONE_MOVABLE for itself. */
const isForKernel =
  (block: BlockOfSlot): Letter['isOpen'] =>
  ({ k, dimms }) =>
    isOnline(block)({ k, dimms }) && lastZone(k, block)?.index !== ZONE_MOVABLE;

const lastZone = (k: Kernel, { id }: BlockOfSlot): Zone | undefined =>
  zoneOfLink(k, k.maps.page_link.get((id + 1) * k.machine.pagesPerBlock - 1));

export const offlineInUse = (block: BlockOfSlot, machine: Machine): Letter => ({
  title: `offline ${block.name}, in use`,
  steps: occupied(block, machine, 'kernel', offlineStep(block)),
  isOpen: isForKernel(block),
});
/** Without the signal the kernel would try for ever. */
export const offlinePinned = (block: BlockOfSlot, machine: Machine): Letter => ({
  title: `offline ${block.name}, pinned, then a signal`,
  steps: occupied(block, machine, 'pinned', signal, offlineStep(block)),
  isOpen: isOnline(block),
});
export const offlineWithSignal = (block: BlockOfSlot): Letter => ({
  title: `offline ${block.name}, a signal`,
  steps: [signal, offlineStep(block)],
  isOpen: isOnline(block),
});
/** ACPI takes the other blocks offline, is refused, and brings them back. */
export const removeInUse = (slot: Slot, block: BlockOfSlot, machine: Machine): Letter => ({
  title: `remove ${slot.name}, ${block.name} in use`,
  steps: occupied(block, machine, 'kernel', removeStep(slot)),
  isOpen: isForKernel(block),
});

const hibernation = [stepOf('hibernate', { op: 'hibernate' }), stepOf('resume', { op: 'resume' })] as const;

export const hibernated: Letter = {
  title: 'hibernate, resume',
  steps: hibernation,
  isOpen: ({ k }) => k.machine.config.hibernation,
};
/** Somebody writes to memory that is not in the image: another kernel, between the two. */
export const overwritten = (block: BlockOfSlot, { pagesPerBlock }: Machine): Letter => ({
  title: `hibernate, overwrite ${block.name}, resume`,
  steps: [
    hibernation[0],
    stepOf(`overwrite ${block.name}`, { op: 'overwrite', block: block.name, pages: pagesPerBlock }),
    hibernation[1],
  ],
  isOpen: (machine) => machine.k.machine.config.hibernation && isOffline(block)(machine),
});
