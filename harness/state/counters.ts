export const withoutLock = 'work without mem_hotplug_lock';

/** Work that belongs under mem_hotplug_lock: it writes, or measures by, what get_online_mems() keeps still. */
const guardedByHotplugLock: ReadonlySet<string> = new Set([
  'struct pages initialised',
  'struct pages poisoned',
  'pageblock migratetypes set',
  'section flag writes',
  'span probes',
  'pageblocks probed for contiguous',
]);

/**
 * Work counted by the model. A counter is a plain sum, so that a number says "this many times", never "this long".
 *
 * `weight` lets one evaluation stand for many equal ones: a walk over a run of equal pages evaluates its body once and
 * counts it `run length` times. While a lock is held, work is also counted under that lock.
 */
export class WorkCounters {
  private readonly totals = new Map<string, number>();
  private readonly holds = new Map<string, number>();
  weight = 1;
  /** While an observer looks: what it does is not the kernel's work. */
  paused = false;
  /** While an observer looks, also where its own work is measured: nothing it runs is evidence or a witness. */
  observing = false;

  add(name: string, amount = 1, isWork = true): void {
    const weighted = amount * this.weight;
    if (weighted === 0 || this.paused) return;
    this.totals.set(name, (this.totals.get(name) ?? 0) + weighted);
    if (!isWork) return;
    for (const [lock, work] of this.holds) this.holds.set(lock, work + weighted);
    if (guardedByHotplugLock.has(name) && !this.holds.has('mem_hotplug_lock'))
      this.totals.set(withoutLock, (this.totals.get(withoutLock) ?? 0) + weighted);
  }

  lockTaken(lock: string): void {
    this.add(`lock taken: ${lock}`, 1, false);
    this.holds.set(lock, 0);
  }

  lockReleased(lock: string): void {
    const work = this.holds.get(lock) ?? 0;
    this.holds.delete(lock);
    if (work === 0) return;
    this.totals.set(`work under ${lock}`, (this.totals.get(`work under ${lock}`) ?? 0) + work);
    const longest = `longest hold of ${lock}`;
    this.totals.set(longest, Math.max(this.totals.get(longest) ?? 0, work));
  }

  /** What `body` alone does, counted apart from everything else. */
  measure(body: () => void): Record<string, number> {
    const apart = new WorkCounters();
    const { totals, holds, paused, weight } = this;
    Object.assign(this, { totals: apart.totals, holds: apart.holds, paused: false, weight: 1 });
    try {
      body();
    } finally {
      Object.assign(this, { totals, holds, paused, weight });
    }
    return apart.take();
  }

  /** The sums since the last call; start again from zero. */
  take(): Record<string, number> {
    // What was taken and given back is nothing.
    const result = Object.fromEntries([...this.totals].filter(([, total]) => total !== 0));
    this.totals.clear();
    return result;
  }
}

/** What a reference on a device counts as that was taken and not dropped yet. */
const leakedReferences = 'device references leaked';

/** For a kernel whose work nobody asks for: it counts the references that are left over, and nothing else. */
export class NoCounters extends WorkCounters {
  private references = 0;

  override add(name: string, amount = 1): void {
    if (name === leakedReferences && !this.paused) this.references += amount;
  }
  override lockTaken(): void {}
  override lockReleased(): void {}

  override take(): Record<string, number> {
    const { references } = this;
    this.references = 0;
    return references === 0 ? {} : { [leakedReferences]: references };
  }
}

/** Look at the machine without the look being counted as its work. */
export function quietly<T>({ counters }: { counters: WorkCounters }, body: () => T): T {
  const { paused, observing } = counters;
  counters.paused = true;
  counters.observing = true;
  try {
    return body();
  } finally {
    counters.paused = paused;
    counters.observing = observing;
  }
}

/** Run something whose work is counted and that is evidence of nothing. */
export function unobserved<T>(counters: WorkCounters, body: () => T): T {
  const { observing } = counters;
  counters.observing = true;
  try {
    return body();
  } finally {
    counters.observing = observing;
  }
}

/** One order for one content, so that a report read back renders to the same bytes. */
export function sortedCounters(counters: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counters).sort(([a], [b]) => (a < b ? -1 : 1)));
}
