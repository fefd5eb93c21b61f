/** The findings of one design's graphs as one list: what shows on several machines is told where it takes fewest moves. */
import { rankOf } from '../types/consequence.ts';
import { type MachinesById, replayCommand, type Shown } from './exploration.ts';
import { findingKey, findingsOfGraph } from './findings.ts';
import type { StateGraph } from './graph.ts';
import { walkFixture, walkId } from './scenario.ts';

/** `graphs`: of one design, in the order of the machines. `word`: what a command line calls it. */
export function gather(
  graphs: readonly StateGraph[],
  machines: MachinesById,
  { base, word }: { base: string; word: string },
): Shown[] {
  const shown = new Map<string, Shown>();
  for (const graph of graphs)
    for (const { path, ...finding } of findingsOfGraph(graph)) {
      const moves = path.map((move) => graph.moves[move]!);
      const key = `${findingKey(finding)} ${moves.at(-1)!.title.replace(/ [a-z]\d+(\[\d+\])?/g, '')}`;
      const known = shown.get(key);
      const seenOn = [...(known?.machines ?? []), graph.machine];
      const times = (known?.times ?? 0) + finding.times;
      if (known && known.steps.length <= moves.length) Object.assign(known, { machines: seenOn, times });
      else
        shown.set(key, {
          ...finding,
          times,
          designs: [graph.design],
          machine: graph.machine,
          machines: seenOn,
          steps: moves.map(({ title }) => title),
          replay: replayCommand(walkId(graph.machine, moves), word, base),
          fixture: walkFixture(machines.get(graph.machine)!, moves),
        });
    }
  return [...shown.values()].sort(
    (a, b) =>
      rankOf(a.class) - rankOf(b.class) || a.steps.length - b.steps.length || (findingKey(a) < findingKey(b) ? -1 : 1),
  );
}
