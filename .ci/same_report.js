// Says whether two documents of `compare --format json` (or `claims --format json`) find the same:
//   node .ci/same_report.js BEFORE.json AFTER.json
// Ends with 1 when a verdict, a violation, a counter, a class of equal behaviour or a claim differs.
import { readFileSync } from 'node:fs';

const [before, after] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
if (!after) throw new Error('give two documents: node .ci/same_report.js BEFORE.json AFTER.json');

const sorted = (object = {}) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const ofResult = ({ fixture, design }) => `${fixture} on ${design}`;

/** Of an oops the chain of calls is left out: it has names of functions in it. */
const withoutChain = ({ where, ...violation }) =>
  violation.invariant === 'oops' ? violation : { where, ...violation };

/** What is compared: list, what names an element of it, what is looked at. */
const looks = [
  ['verdicts', 'results', ofResult, ({ verdict }) => verdict],
  ['violations', 'results', ofResult, ({ violations }) => violations.map(withoutChain)],
  ['counters', 'results', ofResult, ({ cost }) => sorted(cost)],
  ['classes of equal behaviour', 'classes', ({ fixture }) => fixture, ({ groups }) => groups],
  [
    'claims',
    'claims',
    ({ id }) => id,
    ({ verdict, byDesign, fixtures }) => ({ verdict, byDesign: sorted(byDesign), fixtures }),
  ],
];

let different = 0;
for (const [what, list, nameOf, look] of looks) {
  const [old, now] = [before, after].map(
    (document) => new Map((document[list] ?? []).map((one) => [nameOf(one), JSON.stringify(look(one))])),
  );
  if (old.size + now.size === 0) continue;
  const names = [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name));
  process.stdout.write(`${what}: ${now.size} compared, ${names.length} different\n`);
  for (const name of names) process.stdout.write(`  ${name}\n    - ${old.get(name)}\n    + ${now.get(name)}\n`);
  different += names.length;
}
const off = [before, after].map(({ featureOff }) => featureOff && [featureOff.compared, featureOff.different]);
if (off[1])
  process.stdout.write(`feature off (compared, different): ${off.map((one) => one?.join(', ')).join(' -> ')}\n`);
process.exitCode = different === 0 ? 0 : 1;
