/**
 * What the invariants say of a kernel that was only looked at. They are the ones that the model is judged by, on a machine
 * made of what was seen; where one asks for more it is not observable, and nothing is concluded from its silence.
 */
import type { Baseline } from '../../invariants/baseline.ts';
import type { Breach, Invariant, Watch } from '../../invariants/invariant.ts';
import { projectionOf } from '../../invariants/projection.ts';
import { invariants } from '../../invariants/registry.ts';
import { Remembered } from '../../invariants/remembered.ts';
import { View } from '../../invariants/view.ts';
import { type Zone, zone_end_pfn } from '../../kernel/include/mmzone.ts';
import type { Kernel } from '../../kernel/link.ts';
import { type KernelState, zoneOfLink } from '../../kernel/state.ts';
import { UndoLog } from '../../state/undo_log.ts';
import type { PageRun } from '../../types/page_run.ts';
import type { NotSeen, StepResult } from '../../types/result.ts';
import type { Step } from '../../types/scenario.ts';
import { NotObservable, onlyThese } from './not_observable.ts';
import { type GuestLook, ObservedKernel } from './observed_kernel.ts';
import { isOperation, type Operated } from './operations.ts';

export interface StepLook extends GuestLook {
  actions: Step['actions'];
  title: string;
  /** What was done to one block or DIMM; undefined where a step did more, or nothing. */
  operated?: Operated | undefined;
  /** False while something is in flight, or where there was no look. */
  atRest: boolean;
}

class ObservedView extends View {
  override readonly visible: () => PageRun[];

  constructor(seen: ObservedKernel, baseline: Baseline) {
    super(seen.k, baseline);
    this.visible = () => seen.visiblePages();
  }
}

type Judge = (watch: Watch | undefined) => Breach | undefined;

/** One invariant over the run. */
class Judged {
  readonly needs = new Set<string>();
  private watch: Watch | undefined;
  private looks = 0;
  private breached = false;
  readonly invariant: Invariant;
  private readonly seen: ObservedKernel;
  private readonly report: (invariant: Invariant, breach: Breach) => void;

  constructor(invariant: Invariant, seen: ObservedKernel, report: (invariant: Invariant, breach: Breach) => void) {
    this.invariant = invariant;
    this.seen = seen;
    this.report = report;
  }

  private tell = (breach: Breach): void => {
    this.breached = true;
    this.report(this.invariant, breach);
  };

  begin(baseline: Baseline): void {
    // What is noted while a function runs is seen by nobody outside.
    if (this.invariant.incident) this.needs.add('what functions meet while they run');
    const seen = this.ask(() => {
      this.watch = this.invariant.watch?.(this.seen.k, this.tell, baseline);
      const { write, unlockedWrite, hotplugLock } = this.watch ?? {};
      if (write ?? unlockedWrite ?? hotplugLock) throw new NotObservable('single writes and the locks held');
      return undefined;
    });
    if (!seen) this.watch = undefined;
  }

  /** Something was done that nobody looked at before and after. */
  overlook(watches: (watch: Watch) => boolean): void {
    if (this.watch && watches(this.watch)) this.needs.add('what lay between the operations of one step');
  }

  /** Of the machine at rest. */
  look(judge: Judge): void {
    if (this.ask(judge)) this.looks++;
  }

  /** Ask for an answer; what it needs and nobody saw is noted. False where there was none. */
  ask(judge: Judge): boolean {
    this.seen.leftOut.clear();
    this.seen.compared = this.invariant.compares ?? false;
    let answered = true;
    try {
      const breach = judge(this.watch);
      if (breach) this.tell(breach);
    } catch (error) {
      if (!(error instanceof NotObservable)) throw error;
      this.needs.add(error.what);
      answered = false;
    }
    for (const what of this.seen.leftOut) this.needs.add(what);
    return answered;
  }

  get notSeen(): NotSeen | undefined {
    if (this.breached || this.needs.size === 0) return undefined;
    const { id } = this.invariant;
    const entry = { invariant: id, needs: [...this.needs].sort() };
    const looked = this.looks > 0 && (this.invariant.rest !== undefined || this.watch !== undefined);
    return looked ? { ...entry, part: true } : entry;
  }
}

export interface ObservedJudge {
  /** After each step in order, the first of them the boot. */
  after(step: StepLook): void;
  /** Invariants whose silence says nothing of the run, or not all. */
  notSeen(): NotSeen[];
}

/** `model`: see {@link ObservedKernel}. `report` hears of each breach when it is found. */
export function judgeObserved(
  model: Kernel,
  without: readonly string[],
  report: (invariant: Invariant, breach: Breach) => void,
): ObservedJudge {
  const seen = new ObservedKernel(model);
  const judged = invariants
    .filter(({ id }) => !without.includes(id))
    .map((invariant) => new Judged(invariant, seen, report));
  let baseline: Baseline | undefined;
  let leaving: Zone | undefined;
  const nothing = onlyThese<Pick<StepResult, 'counters'>>({}, (name) => name);
  const noEvents = onlyThese<KernelState['notifications']>({}, () => 'events');
  return {
    after(step) {
      const { operated } = step;
      if (!operated && step.actions.some(isOperation)) for (const each of judged) each.overlook(() => true);
      for (const action of step.actions)
        if (action.op === 'add' && action.at !== undefined)
          seen.plugged(action.dimm, [action.at, action.at + action.pages]);
      if (baseline && operated) {
        seen.asked = operated.asked;
        for (const each of judged) each.ask((watch) => void watch?.begin?.(operated.operation(seen.k)));
        seen.asked = undefined;
        leaving = zoneLeft(seen, operated);
      }
      if (!step.atRest) return;
      if (baseline) churn(baseline, seen, step);
      seen.lookAt(step);
      if (operated?.failedOnline) for (const each of judged) each.overlook(({ rest }) => rest !== undefined);
      // An offlining that succeeds has the zone give up the range, and look at itself again.
      if (leaving) seen.k.remove_pfn_range_from_zone(leaving, 0, 0);
      leaving = undefined;
      for (const zone of operated ? zonesJoined(seen, operated) : [])
        seen.k.move_pfn_range_to_zone(zone, 0, 0, 'MOVABLE');
      if (!baseline) {
        baseline = baselineOf(seen, model);
        seen.churned = baseline.churned;
        for (const each of judged) each.begin(baseline);
      }
      const view = new ObservedView(seen, baseline);
      for (const each of judged) {
        if (operated) each.ask((watch) => void watch?.end?.(operated.operation(seen.k), operated.ret));
        each.look((watch) => {
          watch?.step?.(() => view, step as unknown as Step, nothing, noEvents);
          const breach = each.invariant.rest?.(view);
          const other = watch?.rest?.(view);
          return breach ?? other;
        });
        each.ask((watch) => void watch?.reset?.());
      }
    },
    notSeen: () => judged.flatMap(({ notSeen }) => notSeen ?? []),
  };
}

/** Boot blocks that are offline now, or gone, are no longer as boot left them. */
function churn({ blocks, churned }: Baseline, { k: { machine } }: ObservedKernel, { observation }: StepLook): void {
  const states = observation['block.state'];
  if (states === undefined) return;
  for (const id of blocks)
    if (id * machine.pagesPerBlock < machine.firstHotPfn && states[id] !== 'online') churned.add(id);
}

/** The zone that an offlining which succeeds takes the block out of. */
function zoneLeft({ k }: ObservedKernel, { operation, ret }: Operated): Zone | undefined {
  const { kind, start, pages } = operation(k);
  if (kind !== 'offline' || ret !== 0) return undefined;
  return whatIsSeen(() => zoneOfLink(k, k.maps.page_link.get(start + pages - 1)), undefined)();
}

function zonesJoined({ k }: ObservedKernel, { operation, ret }: Operated): Zone[] {
  const { kind, start, pages } = operation(k);
  if (kind !== 'online' || ret !== 0) return [];
  const zone = whatIsSeen(() => zoneOfLink(k, k.maps.page_link.get(start + pages - 1)), undefined)();
  return zone ? [zone] : [];
}

/** At boot; what of it was not seen throws when it is asked for. */
function baselineOf(seen: ObservedKernel, model: Kernel): Baseline {
  const { k } = seen;
  const zones = k.node_data.flatMap((pgdat) => pgdat.node_zones);
  const figures = whatIsSeen(
    () =>
      new Map(
        zones.map((zone) => {
          const { present_pages: present, managed_pages: managed, zone_start_pfn: start } = zone;
          return [zone, { present, managed, start, end: zone_end_pfn(zone) }];
        }),
      ),
  );
  seen.compared = true;
  const projection = whatIsSeen(() => projectionOf(k));
  return {
    get zones() {
      return figures();
    },
    get totalram(): number {
      throw new NotObservable('totalram_pages');
    },
    page_link: model.maps.page_link.clone(),
    blocks: new Set(k.memory_blocks.keys()),
    churned: new Remembered(new UndoLog(), 'churned boot blocks'),
    ram: [],
    get projection() {
      return projection();
    },
  };
}

/** What `read` gives, now; where it was not seen `otherwise`, or nothing: then whoever asks is told so. */
function whatIsSeen<T>(read: () => T, ...otherwise: T[]): () => T {
  try {
    const value = read();
    return () => value;
  } catch (error) {
    if (!(error instanceof NotObservable)) throw error;
    if (otherwise.length > 0) return () => otherwise[0] as T;
    return () => {
      throw error;
    };
  }
}
