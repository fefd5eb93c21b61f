import type { SourceStep } from './source.ts';

/** Steps of a recording during which an offline had not ended. */
export interface InFlight {
  /** Step that began the offline; its observation is of the middle of it. `signal`: it ended without success. */
  begun: Map<number, { signal: boolean }>;
  /** Steps looked at while it went on: what the model shows there is what follows, so nothing of them is compared. */
  waiting: Set<number>;
}

/** Offlines that were started in the background, known by the block's state after the step that started them. */
export function findInFlight(steps: SourceStep[]): InFlight {
  const found: InFlight = { begun: new Map(), waiting: new Set() };
  const state = (index: number, block: number) => steps[index]?.after?.blocks?.[String(block)]?.state;
  for (const [index, { ops, during }] of steps.entries()) {
    const last = ops?.at(-1);
    const block = last?.['block'];
    if (last?.op !== 'offline' || typeof block !== 'number' || during !== undefined) continue;
    if (state(index, block) !== 'going-offline') continue;
    let after = index + 1;
    while (state(after, block) === 'going-offline') found.waiting.add(after++);
    found.begun.set(index, { signal: state(after, block) !== 'offline' });
  }
  return found;
}
