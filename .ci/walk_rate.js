// How many transitions a second a walk makes, and how many times that is what booting again and replaying makes:
//   node .ci/walk_rate.js [--machine x86-64-128M] [--stack linux@5.12+david@v10] [--blocks 3] [--rounds 20]
// All ways in turn in one process, on one thread; told is the best round of each, in processor time, warm. Informs, gates
// nothing: a shared machine is no clock, and the ratio is what travels.
import { parseArgs } from 'node:util';
import { buildIfStale } from '../bin/build.js';

buildIfStale(new URL('..', import.meta.url).pathname);
const from = (module) => import(`../dist/harness/${module}.js`);
const { loadMachine } = await from('corpus/load');
const { alphabetNamed } = await from('explore/alphabets/all');
const { lookOf } = await from('explore/look');
const { walk } = await from('explore/walk');
const { invariants } = await from('invariants/registry');
const { checkInvariants } = await from('run/invariants');
const { bootSession } = await from('run/session');
const { openWalk } = await from('run/walk');

const { values: given } = parseArgs({
  options: {
    machine: { type: 'string', default: 'x86-64-128M' },
    stack: { type: 'string', default: 'linux@5.12+david@v10' },
    alphabet: { type: 'string', default: 'default' },
    blocks: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '20' },
  },
});
const machine = await loadMachine(given.machine);
const letters = alphabetNamed(given.alphabet).letters(machine, Number(given.blocks), given.stack.split('+')[0]);
const names = { design: given.stack, machine: machine.id, alphabet: given.alphabet };

const walked = (options, walkOptions) => () =>
  walk(names, openWalk(machine, given.stack, options), letters, walkOptions);
const graph = walked()();

/** Moves that lead to each state, by the shortest path. */
const paths = [[]];
for (const queue = [0]; queue.length > 0; ) {
  const state = queue.shift();
  for (const [move, letter] of letters.entries()) {
    const to = graph.next[state * letters.length + move];
    if (to < 0 || paths[to]) continue;
    paths[to] = [...paths[state], letter];
    queue.push(to);
  }
}

/** Every 40th transition, on a machine booted for it. */
function replayed() {
  let transitions = 0;
  for (let at = 0; at < graph.next.length; at += 40) {
    if (graph.outcome[at] < 0) continue;
    const session = bootSession(machine, given.stack, { lean: true });
    const checks = checkInvariants(session, []);
    for (const { steps } of [...paths[Math.floor(at / letters.length)], letters[at % letters.length]])
      for (const step of steps) {
        checks.before(0, step);
        checks.after(0, step, session.step(step));
      }
    transitions++;
  }
  return { transitions };
}

const ways = {
  'boot again and replay': replayed,
  'walk, all invariants': walked(),
  'walk, all invariants, what is seen of each state': walked({}, { look: (on) => lookOf(on.observe()) }),
  'walk, no invariant': walked({ without: invariants.map(({ id }) => id) }),
};
const best = {};
for (let round = 0; round < Number(given.rounds); round++)
  for (const [name, way] of Object.entries(ways)) {
    const start = process.cpuUsage();
    const { transitions } = way();
    const { user, system } = process.cpuUsage(start);
    best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, (user + system) / transitions);
  }
console.log(`${given.stack} on ${machine.id}: ${graph.states} states, ${graph.transitions} transitions`);
const replay = best['boot again and replay'];
for (const [name, us] of Object.entries(best))
  console.log(`${String(Math.round(1e6 / us)).padStart(8)}/s  ${(replay / us).toFixed(1).padStart(5)} x  ${name}`);
