import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { formats, render } from '../../harness/render/formats.ts';
import { renderJsonl } from '../../harness/store/jsonl.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import { controls, hostileReport } from './hostile.ts';

const report = await hostileReport();
const options = { color: false, columns: 100, all: true, observations: true };

test.each(formats)('%s holds no control character but line ends, and nothing that is no text', async (format) => {
  const text = await render(analyse(report), format, options);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u);
});

test.each(formats)('%s of a report read back is the same, byte for byte', async (format) => {
  const text = await render(analyse(report), format, options);
  expect(await render(analyse(report), format, options)).toBe(text);
  expect(await render(analyse(readJsonl(renderJsonl(report), 'r.jsonl')), format, options)).toBe(text);
});

test.each(['markdown', 'html'] as const)('%s has no script element that a fixture wrote', async (format) => {
  const text = await render(analyse(report), format, options);
  expect(text.replace(/\\</g, '')).not.toContain('<script>alert');
});

test('a report file with control characters in it is read with pictures of them', () => {
  const file = renderJsonl(report).replace('"add d0"', JSON.stringify(`add ${controls}`));
  expect(readJsonl(file, 'r.jsonl').fixtures[0]!.steps[0]!.title).toBe(
    `add ${Array.from({ length: 32 }, (_, code) => String.fromCharCode(0x2400 + code)).join('')}`,
  );
});
