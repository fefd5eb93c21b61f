import { accessSync, constants, readFileSync } from 'node:fs';

/** How QEMU runs a guest's code: translated, or by the processor itself. */
export type Accelerator = 'tcg' | 'kvm';

/**
 * KVM where the machine has it. A /dev/kvm can be there on a processor without virtualization, for guests that know of it;
 * a stock kernel does not come through its boot there.
 */
export function accelerator(device = '/dev/kvm', processors = '/proc/cpuinfo'): Accelerator {
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return /^flags\s*:.*\b(vmx|svm)\b/m.test(readFileSync(processors, 'utf8')) ? 'kvm' : 'tcg';
  } catch {
    return 'tcg';
  }
}
