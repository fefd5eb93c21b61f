import type { Report, ReportResult } from '../report/report.ts';
import { rankOf, worstOf } from './consequence.ts';

export interface Change {
  fixture: string;
  design: string;
  /** `verdict` for another verdict or worst class; `only-old`, `only-new` for a pair in one report alone. */
  kind: 'verdict' | 'only-old' | 'only-new';
  old: string;
  new: string;
  worse: boolean;
}

/**
 * What changed from an older report. Fixtures are aligned by the hash of their content, so that a renamed one is the
 * same and an edited one is another.
 */
export function changesSince(old: Report, report: Report): Change[] {
  const before = byIdentity(old);
  const after = byIdentity(report);
  const changes: Change[] = [];
  for (const [key, result] of after) {
    const { fixture, design } = result;
    const previous = before.get(key);
    if (previous === undefined) {
      changes.push({ fixture, design, kind: 'only-new', old: 'none', new: text(result), worse: false });
    } else if (text(previous) !== text(result)) {
      const worse =
        rankOf(worstOf(result)) < rankOf(worstOf(previous)) || (previous.verdict === 'ok' && result.verdict !== 'ok');
      changes.push({ fixture, design, kind: 'verdict', old: text(previous), new: text(result), worse });
    }
  }
  for (const [key, { fixture, design, ...result }] of before) {
    if (after.has(key)) continue;
    changes.push({ fixture, design, kind: 'only-old', old: text(result), new: 'none', worse: false });
  }
  return changes;
}

function byIdentity(report: Report): Map<string, ReportResult> {
  const hashes = new Map(report.fixtures.map((fixture) => [fixture.fixture, fixture.hash]));
  return new Map(report.results.map((result) => [`${hashes.get(result.fixture)} ${result.design}`, result]));
}

function text(result: Pick<ReportResult, 'verdict' | 'violations'>): string {
  const worst = worstOf(result);
  return worst === undefined ? result.verdict : `${result.verdict} (${worst})`;
}
