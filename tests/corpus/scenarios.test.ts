import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listYaml } from '../../harness/corpus/files.ts';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { projectRoot } from '../../harness/corpus/root.ts';

const root = projectRoot();
const { fixtures, problems } = await loadCorpus({ root });

test('every scenario and machine of this checkout can be read', () => {
  expect(problems).toEqual([]);
  expect(fixtures.length).toBe(listYaml(root, 'fixtures/scenarios').length);
});

test('every file names its schema in the first line', () => {
  for (const [folder, line] of [
    ['fixtures/scenarios', '# yaml-language-server: $schema=../../fixture.schema.json'],
    ['fixtures/machines', '# yaml-language-server: $schema=../machine.schema.json'],
  ] as const) {
    const others = listYaml(root, folder).filter(
      ({ file }) => readFileSync(join(root, file), 'utf8').split('\n')[0] !== line,
    );
    expect(others).toEqual([]);
  }
});

test('every scenario has a topic, a title of its own that fits a line, and a reason', () => {
  for (const { id, topic, title, about } of fixtures) {
    expect(topic, id).not.toBe('');
    expect(title.length, id).toBeLessThanOrEqual(90);
    expect(about, id).not.toBe('');
  }
  expect(new Set(fixtures.map(({ title }) => title)).size).toBe(fixtures.length);
});

test('no expectation speaks of oops or stuck', () => {
  const returns = fixtures.flatMap(({ steps }) => steps.map(({ expect: expected }) => expected?.ret));
  expect(returns.filter((ret) => ret === 'oops' || ret === 'stuck')).toEqual([]);
});
