/** A booted machine that takes steps: the model as fixtures, recordings and searches drive it. */

import { boot as bootKernel } from '../kernel/boot.ts';
import { KernelOops, KernelStuck } from '../kernel/lib/fault.ts';
import { type Kernel, type LinkOptions, type LinkPatch, link, type RanFunctions } from '../kernel/link.ts';
import { quietly } from '../state/counters.ts';
import type { Observation } from '../types/observation.ts';
import type { StepResult } from '../types/result.ts';
import type { Action, Machine, Step } from '../types/scenario.ts';
import { designId, stackOf } from './designs.ts';
import type { SignatureOf } from './entry_points.ts';
import { parametersOf } from './hunks.ts';
import { observe } from './observe.ts';
import { type Dimms, perform } from './perform.ts';
import { parseStack, type Stack } from './stack.ts';

export interface KernelDeath {
  kind: 'oops' | 'stuck';
  message: string;
  chain: string[];
}

export interface Session {
  readonly k: Kernel;
  readonly ran: RanFunctions;
  /** Implementations that run now, outermost first: `file:function`, `file:function@patch`. */
  readonly running: readonly string[];
  /** Set once the kernel is gone; later steps do nothing. */
  readonly fault: KernelDeath | undefined;
  step(step: Step): StepResult;
  observe(): Observation;
}

export interface SessionOptions {
  /** Look only after steps that expect to see something. */
  lean?: boolean;
  /** More patches on top: mutants, deliberately wrong designs. */
  patches?: readonly LinkPatch[];
  /** The design's patches as they are to be linked, in place of those that the stack names. */
  layers?: readonly LinkPatch[];
  /** Note the kernel's own readers of which a look is made as run, see harness/run/observe.ts. */
  noted?: boolean;
  /** Called on the machine before and after each step, and during events a step asks for. */
  onStep?: (k: Kernel) => void;
}

export function patchesOf({ design }: Stack): LinkPatch[] {
  if (!design) return [];
  return stackOf(design).map((each) => ({
    id: designId(each),
    ...(each.adds?.memory_block ? { blockFields: each.adds.memory_block } : {}),
    define: each.patch,
  }));
}

export interface BootedKernel {
  k: Kernel;
  ran: RanFunctions;
  running: readonly string[];
  /** Of the implementation that is linked: the last one under its name. */
  signatureOf: SignatureOf;
}

/** Errors: StackError for a stack that cannot be run. */
export function bootStack(
  machine: Machine,
  stackId: string,
  { layers, patches = [] }: Pick<SessionOptions, 'layers' | 'patches'>,
  how?: LinkOptions,
): BootedKernel {
  const stack = parseStack(stackId);
  const { k, ran, bodies, running } = link(machine, stack.release, [...(layers ?? patchesOf(stack)), ...patches], how);
  quietly(k, () => bootKernel(k));
  const signatureOf = (name: string): string[] => {
    const body = [...bodies].findLast(([id]) => id.split(':')[1]?.split('@')[0] === name)?.[1];
    return body ? parametersOf(body) : [];
  };
  return { k, ran, running, signatureOf };
}

/** `GOING_ONLINE 1048576+32768 0`: an event, its pages and the node that changes. */
export const showEvent = ({ event, arg }: Kernel['notifications'][number]): string =>
  `${event.replace('MEM_', '')} ${arg.start_pfn}+${arg.nr_pages} ${arg.status_change_nid}`;

/** Errors: StackError for a stack that cannot be run. */
export function bootSession(machine: Machine, stackId: string, options: SessionOptions = {}): Session {
  const { k, ran, running, signatureOf } = bootStack(machine, stackId, options);
  const dimms: Dimms = new Map();
  let fault: KernelDeath | undefined;

  const seen = (): Observation => {
    const noted = (options.noted ?? false) && !k.counters.observing;
    return quietly(k, () => observe(k, { noted }));
  };

  const run = (actions: readonly Action[]): { rets: number[]; ended?: 'oops' | 'stuck' } => {
    const rets: number[] = [];
    for (const action of actions) {
      try {
        rets.push(perform(k, dimms, action, signatureOf));
      } catch (error) {
        if (!(error instanceof KernelOops || error instanceof KernelStuck)) throw error;
        fault = { kind: error.kind, message: error.message, chain: [...error.chain] };
        return { rets, ended: error.kind };
      }
    }
    return { rets };
  };

  return {
    k,
    ran,
    running,
    get fault() {
      return fault;
    },
    observe: seen,
    step(step) {
      const first = k.notifications.length;
      const during: Observation[] = [];
      if (step.during) {
        const event = step.during;
        k.onNotify = (sent) => {
          if (sent === event) during.push(seen());
        };
      }
      const { rets, ended } = fault ? { rets: [], ended: fault.kind } : run(step.actions);
      k.onNotify = undefined;
      const events = k.notifications.slice(first).map(showEvent);
      const counters = k.counters.take();
      const looks = !options.lean || (step.expect !== undefined && Object.keys(step.expect.fields).length > 0);
      const observation = looks && (ended === undefined || fault?.kind === 'stuck') ? seen() : {};
      observation['notifier'] = Object.fromEntries(events.map((event, at) => [String(at), event]));
      for (const [field, values] of Object.entries(during[0] ?? {}))
        observation[`during ${step.during}: ${field}`] = values;
      return { title: step.title, ret: ended ?? rets[rets.length - 1] ?? 0, rets, observation, counters };
    },
  };
}
