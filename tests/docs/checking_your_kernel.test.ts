import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { cliVerbs } from '../../harness/cli/main.ts';
import { commandName } from '../../harness/text/command.ts';
import { program, root } from '../cli/program.ts';

const guide = readFileSync(join(root, 'docs', 'checking-your-kernel.md'), 'utf8');
const commands = [...guide.matchAll(new RegExp(`^ {4}(?:\\$ )?${commandName} (.*)$`, 'gm'))].map(([, words]) => words!);

async function verb(words: string[]): Promise<{ command: Command; rest: string[] }> {
  const host = new Command();
  (await cliVerbs[words[0]!]!()).register(host);
  const command = host.commands[0]!;
  const below = command.commands.find((each) => each.name() === words[1]);
  return below ? { command: below, rest: words.slice(2) } : { command, rest: words.slice(1) };
}

test.each(commands)('the guide’s command has the options that it gives: %s', async (line) => {
  const words = line.replace(/ [<>] \S+$/, '').split(/\s+/);
  const { command, rest } = await verb(words);
  const known = command.options.flatMap(({ long, short }) => [long, short]);
  expect(rest.filter((word) => word.startsWith('-')).filter((word) => !known.includes(word))).toEqual([]);
});

test('the guide goes from the mail over review and build to the comparison and the reply', () => {
  const steps = ['review', 'kernel build', 'compare --kernel', 'conform --live'];
  const places = steps.map((step) => commands.findIndex((line) => line.startsWith(step)));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('what the guide shows of review is what review prints', () => {
  const input = readFileSync(join(root, 'tests', 'review', 'mails', 'hotplug', '01-zone-end.patch'));
  const { stdout } = program(['review'], { input });
  const shown = guide
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => line.slice(4));
  // Which fixtures there are, and how many, changes with the corpus.
  const lines = stdout.split('\n').filter((line) => line.trim() !== '' && !/^ {14}|^ {2}fixtures|--fixture/.test(line));
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(shown).toContain(line);
});
