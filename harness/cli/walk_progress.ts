import type { StateGraph } from '../explore/graph.ts';
import type { WalkTask } from '../explore/task.ts';
import { note } from './terminal.ts';

export interface WalkProgress {
  update(task: number, states: number, transitions: number, frontier: number): void;
  done(task: number, graph: StateGraph): void;
  stop(): void;
}

const silent: WalkProgress = { update() {}, done() {}, stop() {} };

/** Milliseconds between two lines, on a terminal and in a pipe. */
const pace = { terminal: 200, lines: 2000 };

/** How far walks have come, on standard error: rewritten in place on a terminal; in a pipe nothing, or lines where asked for. */
export function startWalkProgress(
  tasks: readonly WalkTask[],
  known: number,
  { progress, quiet }: { progress?: 'lines'; quiet?: boolean },
): WalkProgress {
  const terminal = process.stderr.isTTY === true && progress === undefined;
  if (quiet || (!terminal && progress === undefined)) return silent;
  const begun = Date.now();
  const running = new Map<number, { states: number; transitions: number; frontier: number }>();
  const ended: number[] = [];
  let [states, last] = [0, 0];
  const show = (at: number): void => {
    const now = Date.now();
    if (now - last < (terminal ? pace.terminal : pace.lines)) return;
    last = now;
    const { design, machine } = tasks[at]!;
    const open = [...running.values()];
    const made = sum(ended) + sum(open.map(({ transitions }) => transitions));
    const line = progressLine({
      walk: `${design} on ${machine.id}`,
      states: states + sum(open.map((each) => each.states)),
      transitions: made,
      frontier: sum(open.map(({ frontier }) => frontier)),
      seconds: (now - begun) / 1000,
      ended,
      walks: tasks.length,
      known,
    });
    if (terminal) process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    else note(line);
  };
  return {
    update(at, ...[found, transitions, frontier]) {
      running.set(at, { states: found, transitions, frontier });
      show(at);
    },
    done(at, graph) {
      running.delete(at);
      states += graph.states;
      ended.push(graph.transitions);
      show(at);
    },
    stop() {
      if (terminal) process.stderr.write('\r\x1b[K');
    },
  };
}

export interface WalkStanding {
  walk: string;
  states: number;
  transitions: number;
  /** States with moves yet to make. */
  frontier: number;
  seconds: number;
  /** Transitions of each walk that has ended. */
  ended: readonly number[];
  walks: number;
  /** Walks that were known from before. */
  known: number;
}

/** Walks of one alphabet are about alike: what is left is told from those that have ended, and not before one has. */
function progressLine({ walk, states, transitions, frontier, seconds, ended, walks, known }: WalkStanding): string {
  const rate = seconds > 0 ? transitions / seconds : 0;
  const left = ended.length === 0 ? undefined : (sum(ended) / ended.length) * walks - transitions;
  const number = (value: number): string => Math.round(value).toLocaleString('en');
  return [
    walk,
    `${number(states)} states`,
    `${number(transitions)} transitions`,
    `${number(rate)}/s`,
    `frontier ${number(frontier)}`,
    `${ended.length + known} of ${walks + known} walks`,
    ...(left === undefined || rate === 0 ? [] : [`about ${number(Math.max(0, left / rate))} s left`]),
  ].join(', ');
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
