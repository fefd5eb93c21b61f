import { errnoName } from '../../kernel/include/errno.ts';
import type { Scalar } from '../../types/observation.ts';
import type { Action } from '../../types/scenario.ts';
import { ramRange } from './boot_memory.ts';
import type { After, SourceOp } from './source.ts';

/**
 * What a step returned: 0, an errno's name, `accepted` or `refused` of what went through ACPI, `oops` where the kernel
 * died of it; undefined where the
 * recording does not say. QEMU reports an add as done even when the guest refused it, so that is read from dmesg.
 */
export function resultOf(result: unknown, last: Action | undefined, after: After): Scalar | undefined {
  if (last === undefined || typeof result !== 'object' || result === null) return undefined;
  const said = result as Record<string, unknown>;
  if (typeof said['oops'] === 'string') return 'oops';
  if (last.op === 'add') return addition(said['addr'], after);
  if (last.op === 'remove') return removal(said);
  const errno = said['errno'];
  if (typeof errno !== 'number') return undefined;
  return errno === 0 ? 0 : errnoName(errno);
}

/**
 * Whether there is System RAM where the DIMM landed. Only where that is not known by the messages: a kernel that is told
 * of one DIMM may try another again, which it refused before.
 */
function addition(address: unknown, { iomem_ram, dmesg }: After): Scalar {
  if (typeof address === 'number' && iomem_ram !== undefined)
    return iomem_ram.some((line) => ramRange(line)?.[0] === address / 4096) ? 'accepted' : 'refused';
  return dmesg?.some((line) => /add_memory failed/.test(line)) ? 'refused' : 'accepted';
}

function removal(said: Record<string, unknown>): Scalar | undefined {
  if (said['event'] === 'DEVICE_DELETED') return 'accepted';
  return typeof said['event'] === 'string' ? 'refused' : undefined;
}

/** An operation that QEMU itself refused: nothing reached the guest. */
export function neverReachedGuest(op: SourceOp, result: unknown): boolean {
  if (typeof result !== 'object' || result === null) return false;
  const said = result as Record<string, unknown>;
  if (op.op === 'add') return ['object_add', 'device_add'].some((name) => typeof said[name] === 'string');
  return op.op === 'remove' && typeof said['device_del'] === 'string';
}
