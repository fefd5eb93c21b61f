// How long `compare` takes from a cold start, as a multiple of a Node that does nothing: pairs in turn, medians.
// Informs, gates nothing: a shared machine is no clock. `node .ci/startup.js [pairs]`
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const pairs = Number(process.argv[2] ?? 15);
const commands = { nothing: ['-e', '0'], compare: ['bin/mhp-compare.js', 'compare'] };

/** Wall time in milliseconds. */
function time(args) {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'ignore'] });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

for (const args of Object.values(commands)) time(args);
const times = { nothing: [], compare: [] };
for (let pair = 0; pair < pairs; pair++) {
  for (const name of Object.keys(commands)) times[name].push(time(commands[name]));
}
const ratios = times.compare.map((value, index) => value / times.nothing[index]);
for (const [name, values] of Object.entries(times)) console.log(`${name}: median ${median(values).toFixed(0)} ms`);
console.log(`ratio: median ${median(ratios).toFixed(2)}, worst ${Math.max(...ratios).toFixed(2)}, ${pairs} pairs`);
