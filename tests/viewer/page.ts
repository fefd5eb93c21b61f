import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderHtml } from '../../harness/render/html/html.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import type { Report, ReportCost } from '../../harness/types/report.ts';
import { program } from '../cli/program.ts';
import { temporaryFolder } from '../temporary_folder.ts';

/** A report of some real fixtures, with a claim and a law of growth beside it. */
export function someReport(): Report {
  const args = ['--fixture', 'veto/*', '--fixture', 'zone-span/*', '--observations', '--format', 'jsonl', '--quiet'];
  const report = readJsonl(program(['compare', ...args]).stdout, 'some.jsonl');
  const looks = [
    { design: 'oscar@v5', fixture: 'veto/going-offline', step: 2, what: 'x', value: '1', wanted: '1', holds: true },
  ];
  const said = [{ by: 'Somebody', messageId: 'a@b', link: 'https://lore.kernel.org/linux-mm/a@b/' }];
  const claim = { claim: 'It holds.', facts: '', fixtures: ['veto/going-offline'], said, thread: 'right', looks };
  report.claims = [
    { id: 'L56', verdict: 'confirmed', byDesign: { 'oscar@v5': 'confirmed' }, ...claim },
    { id: 'L57', verdict: 'refuted', byDesign: { 'oscar@v5': 'refuted' }, reason: 'Because.', ...claim },
  ];
  const growth = { operation: 'online', counter: 'span probes', variable: 'block size', r2: 1, from: 1 };
  report.growth = [
    { ...growth, design: 'unpatched', exponent: 0, to: 1 },
    { ...growth, design: 'david@v10', exponent: 1, to: 512 },
  ];
  report.costs = [...someCosts()];
  return report;
}

/** Two operations, the second dearer and growing in one design. */
function* someCosts(): Generator<ReportCost> {
  for (const operation of ['add', 'whole life'])
    for (const design of ['unpatched', 'david@v10']) {
      const factor = design === 'unpatched' ? 1 : 2;
      yield {
        operation,
        design,
        instructions: 1000 * factor,
        parts: [['span probes', 100 * factor, 1000 * factor]],
        longestHold: 10,
        withoutLock: 0,
        grows: [
          {
            variable: 'boot memory',
            unit: 'GiB',
            points: [
              [2, 1000],
              [32, 1000 + 3000 * factor],
            ],
            perUnit: 100 * factor,
            by: 'span probes',
          },
        ],
      };
    }
}

/** Writes the page and gives its address. */
export function pageOf(report: Report): string {
  const file = join(temporaryFolder(), 'report.html');
  writeFileSync(file, renderHtml(analyse(report)));
  return pathToFileURL(file).href;
}
