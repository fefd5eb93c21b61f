import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { cliVerbs } from '../../harness/cli/main.ts';
import { temporaryFolder } from '../temporary_folder.ts';
import { program, root } from './program.ts';

const cwd = temporaryFolder();
const part = program(['compare', '--fixture', 'veto/*', '--shard', '1/1', '--format', 'jsonl', '--quiet'], { cwd });
writeFileSync(join(cwd, 'part.jsonl'), part.stdout);
program(['compare', '--fixture', 'round-trip/*', '--out', '.', '--quiet'], { cwd });

/** Arguments with which a verb prints real output within a second or two. */
const real: Record<string, string[][]> = {
  compare: [
    ['--fixture', 'veto/*'],
    ['--fixture', 'round-trip/movable', '--observations', '--design', 'oscar@v5'],
  ],
  explain: [['round-trip/movable'], ['david/mhp_deinit_memmap_on_memory/zone-edge', '--design', 'david@v10']],
  claims: [['L48', 'L12']],
  interdiff: [['david@poc', 'david@v10', '--fixture', 'veto/*']],
  validate: [[]],
  list: [[], ['invariants']],
  report: [['report.jsonl']],
  conform: [['--recorded', 'cloud61/basic_mom1']],
  cost: [['--design', 'oscar@v5', '--operation', 'online']],
  bench: [['--seconds', '1', '--operation', 'online*', '--design', 'oscar@v5', '--quiet']],
  explore: [['--blocks', '1', '--machine', 'x86-64-128M', '--design', 'oscar@v5', '--design', 'david@v10']],
  walk: [['--runs', '2', '--all', '--design', 'oscar@v5', '--quiet']],
  prove: [
    ['oscar@v5', 'david@v10', '--blocks', '1', '--machine', 'x86-64-8G-full-and-shared-section'],
    ['david@v10', '--blocks', '1', '--machine', 'x86-64-8G-full-and-shared-section'],
  ],
  mutants: [['--sample', '1']],
  history: [['--walks', '1', '--quiet']],
  review: [[], ['--b4']],
  merge: [['part.jsonl']],
  cache: [[]],
  diff: [['report.jsonl', 'report.jsonl']],
};

/** Standard input, for verbs that read it. */
const inputs: Record<string, Buffer> = {
  review: readFileSync(join(root, 'tests', 'review', 'mails', 'hotplug', '06-only-in-7.3.patch')),
};

/** The verbs that print JSON, as they say themselves. */
async function verbsWithJson(): Promise<string[]> {
  const found: string[] = [];
  for (const [name, load] of Object.entries(cliVerbs)) {
    const host = new Command();
    (await load()).register(host);
    const format = host.commands[0]?.options.find(({ long }) => long === '--format');
    if (format && /json\b/.test(`${format.argChoices} ${format.description}`)) found.push(name);
  }
  return found;
}

const printing = await verbsWithJson();

test('the verbs that print JSON are known here, with arguments for a real run', () => {
  expect(printing.length).toBeGreaterThan(6);
  for (const verb of printing) expect(Object.keys(real)).toContain(verb);
});

test.each(printing)('what %s prints is what its schema says', (verb) => {
  for (const args of real[verb]!) {
    // An option that makes it another document is asked for with the schema, too.
    const { code, stdout: text } = program([verb, ...(args.includes('--b4') ? args : []), '--schema'], { cwd });
    expect(code, `${verb} --schema`).toBe(0);
    const schema = z.fromJSONSchema(JSON.parse(text));
    const input = inputs[verb] ?? '';
    const { stdout, stderr } = program([verb, ...args, '--format', 'json'], { cwd, input });
    expect(stdout, `${verb} ${args.join(' ')}\n${stderr}`).not.toBe('');
    expect(schema.safeParse(JSON.parse(stdout)).error, `${verb} ${args.join(' ')}`).toBeUndefined();
  }
});

test.each(printing)('the schema of %s refuses another document', (verb) => {
  const schema = z.fromJSONSchema(JSON.parse(program([verb, '--schema'], { cwd }).stdout));
  expect(schema.safeParse([]).success).toBe(false);
});
