import { errnos } from '../types/errno.ts';
import type { Scalar } from '../types/observation.ts';

/** What a step returned, as the kernel's source writes it: `0`, `-EBUSY`, `oops`; `nothing` for a run that had ended. */
export function retText(ret: Scalar | null): string {
  if (ret === null) return 'nothing, it had ended';
  const name = Object.entries(errnos).find(([, code]) => code === -Number(ret))?.[0];
  return name === undefined ? String(ret) : `-${name}`;
}
