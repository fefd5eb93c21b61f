/** Graphs that were walked to the end, kept by all they follow from. */
import { type Cache, keyOf } from '../cache/cache.ts';
import { alphabetNamed } from './alphabets/all.ts';
import type { RestKind, StateGraph } from './graph.ts';
import { restKinds } from './graph.ts';
import type { WalkTask } from './task.ts';

/** A walk that came to its end is the same whatever it was held by. */
function graphKey({ maxStates: _, machine, alphabet, blocks, ...rest }: WalkTask): string {
  const moves = alphabetNamed(alphabet)!
    .letters(machine, blocks, rest.base)
    .map(({ title, steps }) => ({ title, steps }));
  return keyOf('graph', rest, machine, moves);
}

/** The graph, unless it was cut. */
export function keepGraph(cache: Cache, task: WalkTask, graph: StateGraph): void {
  if (graph.cut === undefined) cache.keep(graphKey(task), writeGraph(graph));
}

export function recallGraph(cache: Cache, task: WalkTask): StateGraph | undefined {
  const text = cache.recall(graphKey(task));
  return text === undefined ? undefined : readGraph(text);
}

type Written = Omit<StateGraph, 'next' | 'outcome' | 'looks'> & {
  next: string;
  outcome: string;
  looks: Record<RestKind, string>;
};

const byKind = <T>(value: (kind: RestKind) => T): Record<RestKind, T> =>
  Object.fromEntries(restKinds.map((kind) => [kind, value(kind)])) as Record<RestKind, T>;

const bytes = (numbers: Int32Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');

const numbers = (text: string): Int32Array => {
  // A copy of its own: what Buffer hands out need not begin at a multiple of four.
  const copy = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Int32Array(copy.buffer);
};

export function writeGraph({ next, outcome, looks, ...rest }: StateGraph): string {
  const written: Written = {
    ...rest,
    next: bytes(next),
    outcome: bytes(outcome),
    looks: byKind((kind) => bytes(looks[kind])),
  };
  return JSON.stringify(written);
}

export function readGraph(text: string): StateGraph {
  const { next, outcome, looks, ...rest } = JSON.parse(text) as Written;
  return { ...rest, next: numbers(next), outcome: numbers(outcome), looks: byKind((kind) => numbers(looks[kind])) };
}
