import { loadMachine } from '../../harness/corpus/load.ts';
import { seenGraph } from '../../harness/explore/seen_graph.ts';
import { varying } from '../../harness/explore/varies.ts';

const [design, ...ids] = process.argv.slice(2);
for (const id of ids) {
  const machine = await loadMachine(id);
  const g = seenGraph(design!, machine, { base: 'linux@5.12', alphabet: 'default', blocks: 2, maxStates: 2000 });
  console.log('===', design, id, g.states, g.transitions, g.cut, g.within);
  for (const v of varying(g, machine))
    console.log(
      v.kind,
      v.field,
      '|',
      v.setting,
      '|',
      v.routes.map((r) => r.join('; ')).join('  VS  '),
      JSON.stringify(v.shows),
    );
}
