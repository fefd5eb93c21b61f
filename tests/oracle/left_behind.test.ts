import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../harness/corpus/root.ts';
import { leftBehind } from '../../harness/explore/left_behind.ts';
import { loadRecordings } from '../../harness/oracle/load.ts';

const ids = new Set(leftBehind.map(({ recording }) => recording));
const recordings = loadRecordings(join(projectRoot(), 'fixtures', 'recordings'), (id) => ids.has(id));

it.each(leftBehind)('a real kernel leaves it: $what', ({ recording, step, field, key, value }) => {
  const found = recordings.find(({ id }) => id === recording);
  expect(found, recording).toBeDefined();
  const at = found!.steps.find(({ title }) => title === step);
  expect(at, step).toBeDefined();
  expect(at!.observation[field]?.[key]).toBe(value);
});

it.each(leftBehind)('and it was not so at first, before: $what', ({ recording, step, field, key, value }) => {
  const { steps } = recordings.find(({ id }) => id === recording)!;
  const before = steps.slice(
    0,
    steps.findIndex(({ title }) => title === step),
  );
  expect(before.some(({ observation }) => observation[field]?.[key] !== value)).toBe(true);
});
