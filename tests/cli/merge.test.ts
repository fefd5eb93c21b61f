import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary_folder.ts';
import { program } from './program.ts';

const cwd = temporaryFolder();
const words = ['compare', '-f', 'failed-add/*', '-d', 'unpatched', '-d', 'david@v10', '-d', './mine.ts'];
const kept = ['--observations', '--format', 'jsonl', '--quiet'];

interface Line {
  type: string;
  id: string;
  designs: string[];
}
const faultsIn = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
    .filter(({ type }) => type === 'fault');

beforeAll(() => {
  writeFileSync(
    join(cwd, 'mine.ts'),
    `export default {
      id: 'mine', revision: 'v1', title: 'forgets a section', provenance: 'reconstructed', on: ['linux@5.12'],
      patch: (k, base) => ({
        online_mem_sections: (start, end) => base.online_mem_sections(start + k.machine.pagesPerSection, end),
      }),
    };`,
  );
  for (const part of ['1', '2'])
    writeFileSync(
      join(cwd, `part-${part}.jsonl`),
      program([...words, '--shard', `${part}/2`, ...kept], { cwd }).stdout,
    );
});

test('parts put together are what one run makes of it, byte for byte, faults and all', () => {
  const whole = program([...words, ...kept], { cwd }).stdout;
  const merged = program(['merge', 'part-2.jsonl', 'part-1.jsonl', '--format', 'jsonl', '--quiet'], { cwd }).stdout;
  expect(faultsIn(whole).map(({ designs }) => designs)).toContainEqual(['mine@v1']);
  expect(merged === whole).toBe(true);
});

test('a part has the faults of its own fixtures', () => {
  expect(faultsIn(readFileSync(join(cwd, 'part-1.jsonl'), 'utf8')).length).toBeGreaterThan(0);
});

test('parts of fixtures that are others here are put together without faults, and it is said', () => {
  for (const part of ['1', '2']) {
    const text = readFileSync(join(cwd, `part-${part}.jsonl`), 'utf8');
    const moved = text.replaceAll(/("type":"fixture".*?"hash":")\w+/g, '$1another');
    writeFileSync(join(cwd, `moved-${part}.jsonl`), moved);
  }
  const { code, stdout, stderr } = program(['merge', 'moved-1.jsonl', 'moved-2.jsonl', '--format', 'jsonl'], { cwd });
  expect([code, faultsIn(stdout).length]).toEqual([0, 0]);
  expect(stderr).toMatch(/no faults are looked for: failed-add\/\S+ is not what it was/);
});
