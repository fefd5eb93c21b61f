import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderMail } from '../../harness/render/mail.ts';
import { faultIn } from '../fault_in.ts';
import { differingModel, type FakeModel, sampleDesign, sampleReport, sampleRun } from '../sample_report.ts';
import { hostileReport } from './hostile.ts';

const linesOf = (text: string): string[] => text.trimEnd().split('\n');

/** Every design breaks another invariant in every fixture. */
const allWrong: FakeModel = (fixture, design) =>
  sampleRun(fixture.id, design, {
    verdict: 'violates',
    violations: [
      {
        invariant: `${fixture.id} ${design}`,
        class: 'crash',
        step: 0,
        message: 'word '.repeat(100),
        where: 'w'.repeat(200),
        claims: [],
      },
    ],
  });

test('no line is longer than 72 columns and there are less than 60, however much goes wrong', async () => {
  const designs = Array.from({ length: 16 }, (_, at) =>
    sampleDesign(`michal@revision-${at}`, { source: { messageId: 'm'.repeat(90) } }),
  );
  for (const report of [
    await sampleReport(
      allWrong,
      Array.from({ length: 30 }, (_, at) => `span/a-rather-long-name-${at}`),
      designs,
    ),
    await sampleReport(differingModel),
    await hostileReport(),
  ]) {
    const lines = linesOf(renderMail(analyse(report)));
    expect(lines.filter((line) => line.length > 72)).toEqual([]);
    expect(lines.length).toBeLessThan(60);
  }
});

test('the answer comes first', async () => {
  const [first, , third] = linesOf(renderMail(analyse(await sampleReport(differingModel))));
  expect(first).toBe('3 designs on linux@5.12, 2 fixtures.');
  expect(third).toBe('Take david@v10 (posted): nothing wrong in 2 of 2.');
});

test('a fault is one paragraph: what it is, what it takes, who has it, what mends it, how to see it', async () => {
  const mend = { mendedBy: [{ by: 'repair:f', functions: ['f'] }] };
  const faults = [faultIn('f', ['oscar@v5'], 'crash', ['DEBUG_VM'], mend)];
  const text = renderMail(analyse({ ...(await sampleReport(differingModel)), faults }));
  expect(text.split('\n\n').find((part) => part.startsWith('* f()'))).toBe(
    [
      '* f() does what it must not.',
      '  crash, with DEBUG_VM; 1 fixture; oscar@v5; mended by repair:f.',
      '  $ npx mhp-compare explain x/f/what',
    ].join('\n'),
  );
});

test('faults that do not fit are counted', async () => {
  const faults = Array.from({ length: 40 }, (_, at) => faultIn(`f${at}`, ['oscar@v5'], 'crash'));
  const lines = linesOf(renderMail(analyse({ ...(await sampleReport(differingModel)), faults })));
  expect(lines.length).toBeLessThan(60);
  expect(lines.join('\n')).toMatch(/\.\.\. and \d+ more of 40 faults/);
});

test('a finding tells consequence, evidence, Message-ID and the command that shows it', async () => {
  const designs = [
    sampleDesign('unpatched', { provenance: 'release' }),
    sampleDesign('oscar@v5', { source: { messageId: 'a@b' } }),
  ];
  const text = renderMail(analyse(await sampleReport(differingModel, undefined, designs)));
  const block = text.split('\n\n').find((part) => part.startsWith('* oscar@v5: crash: oops'))!;
  expect(block).toContain('evidence: 0 of 1 model functions confirmed');
  expect(block).toContain('Message-ID: <a@b>');
  expect(block.replace(/ \\\n +/g, ' ')).toContain('$ npx mhp-compare compare --fixture span/one --design oscar@v5');
});

test('a report in which nothing goes wrong says so', async () => {
  const text = renderMail(analyse(await sampleReport((fixture, design) => sampleRun(fixture.id, design))));
  expect(text).toContain('Nothing goes wrong on any design.');
});

test('findings that do not fit are counted', async () => {
  const ids = Array.from({ length: 40 }, (_, at) => `span/${at}`);
  expect(renderMail(analyse(await sampleReport(allWrong, ids)))).toMatch(/\.\.\. and \d+ more of 120 findings/);
});
