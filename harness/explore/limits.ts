/** What a walk is held by, beside the number of its states. */
import { getHeapStatistics } from 'node:v8';

/** Can be sent to a thread. */
export interface Reins {
  /** One number, which is not 0 once somebody wants it to end. */
  interrupted: SharedArrayBuffer;
  /** Of the process, in milliseconds since 1970: when time is up. */
  until: number;
  /** Megabytes of the heap of one thread. */
  memory: number;
}

export const newReins = (seconds: number, memory: number): Reins => ({
  interrupted: new SharedArrayBuffer(4),
  until: Date.now() + seconds * 1000,
  memory,
});

export const interrupt = ({ interrupted }: Reins): void => void Atomics.store(new Int32Array(interrupted), 0, 1);
export const isInterrupted = ({ interrupted }: Reins): boolean => Atomics.load(new Int32Array(interrupted), 0) !== 0;

/** Why a walk has to end, once it has to. */
export function limitsOf(reins: Reins): () => string | undefined {
  const { until, memory } = reins;
  return () => {
    if (isInterrupted(reins)) return 'interrupted';
    if (Date.now() > until) return 'time is up';
    if (getHeapStatistics().used_heap_size > memory * 1024 * 1024) return `${memory} MB of memory`;
    return undefined;
  };
}
