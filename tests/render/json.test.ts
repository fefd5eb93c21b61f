import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderJson } from '../../harness/render/json.ts';
import { compareDocument, compareJsonSchema } from '../../harness/render/json_schema.ts';
import { differingModel, sampleReport } from '../sample_report.ts';

const document = JSON.parse(renderJson(analyse(await sampleReport(differingModel)), { observations: true }));

test('the document has every key of the contract', () => {
  const keys = ['schemaVersion', 'corpus', 'designs', 'results', 'classes', 'claims', 'featureOff', 'summary'];
  expect(Object.keys(document)).toEqual(expect.arrayContaining(keys));
});

test('designs are ids', () => {
  expect(document.designs).toEqual(['unpatched', 'oscar@v5', 'david@v10']);
});

test('every result has every key of the contract', () => {
  const keys = ['fixture', 'design', 'verdict', 'violations', 'cost', 'evidence'];
  for (const result of document.results) expect(Object.keys(result)).toEqual(expect.arrayContaining(keys));
  expect(document.results).toHaveLength(6);
});

test('classes group the designs that cannot be told apart, the reference apart', () => {
  expect(document.classes[0].groups).toEqual([['oscar@v5'], ['david@v10']]);
});

test('observations are there only when they were asked for', async () => {
  expect(document.results[0]).not.toHaveProperty('observations');
  const report = await sampleReport(differingModel, ['span/one'], undefined, { observations: true });
  const [first] = JSON.parse(renderJson(analyse(report), { observations: true })).results;
  expect(first.observations[1].zones[0]).toMatchObject({ node: 0, zone: 'Movable', present: 32768 });
});

test('the document is what its schema says, with and without observations', async () => {
  for (const observations of [false, true]) {
    const report = await sampleReport(differingModel, undefined, undefined, { observations });
    expect(
      compareDocument.safeParse(JSON.parse(renderJson(analyse(report), { observations: true }))).error,
    ).toBeUndefined();
  }
});

test('the schema refuses a verdict that does not exist', () => {
  const broken = structuredClone(document);
  broken.results[0].verdict = 'splendid';
  expect(compareDocument.safeParse(broken).success).toBe(false);
});

test('the published schema is JSON Schema for an object', () => {
  expect(JSON.parse(compareJsonSchema())).toMatchObject({ type: 'object', additionalProperties: false });
});
