import { loadMachines } from '../../harness/corpus/load.ts';

/** The presets of this checkout. */
export const { machines } = await loadMachines();
