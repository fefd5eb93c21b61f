import { z } from 'zod';
import { visible } from '../text/visible.ts';
import type { Header, Report } from '../types/report.ts';
import { type Change, changeKinds, changesSince, type Sameness, samenessOf } from './baseline.ts';

/** What `diff` prints as JSON. `same` is true when nothing differs, not even counted work. */
export interface ReportDiff {
  same: boolean;
  old: DiffSide;
  new: DiffSide;
  /** Pairs of fixture and design by how much they are alike. */
  counts: Sameness;
  changed: Change[];
}

type DiffSide = Pick<Header, 'tool' | 'base' | 'corpus'>;

export function diffReports(old: Report, report: Report): ReportDiff {
  const changed = changesSince(old, report);
  const side = ({ tool, base, corpus }: Header): DiffSide => ({ tool, base, corpus });
  return {
    same: changed.length === 0,
    old: side(old.header),
    new: side(report.header),
    counts: samenessOf(changed, report),
    changed,
  };
}

export function renderDiffJson(diff: ReportDiff): string {
  return `${JSON.stringify(diff, null, 2)}\n`;
}

/** Words for each degree, the gravest first. */
const words = {
  verdict: 'with another verdict',
  findings: 'with the same verdict for other reasons',
  observations: 'with the same verdict, but something else seen',
  'only-old': 'only in the old report',
  'only-new': 'only in the new report',
  work: 'alike, but for counted work or evidence',
  identical: 'identical',
} as const satisfies Record<keyof Sameness, string>;

/** The degrees that occur with their numbers, then the changes; those of work alone only with `all`. */
export function renderDiffText(diff: ReportDiff, changeText: (change: Change) => string, all: boolean): string {
  const { old, counts, changed } = diff;
  const lines: string[] = [];
  if (diff.same) lines.push('The two reports are the same.');
  for (const key of ['tool', 'base'] as const)
    if (old[key] !== diff.new[key]) lines.push(`${key}: ${old[key]} -> ${diff.new[key]}`);
  if (old.corpus.hash !== diff.new.corpus.hash)
    lines.push(`corpus: ${old.corpus.hash} -> ${diff.new.corpus.hash}, fixtures are aligned by their content`);
  for (const [kind, text] of Object.entries(words)) {
    const number = counts[kind as keyof Sameness];
    if (number > 0) lines.push(`${String(number).padStart(6)} ${text}`);
  }
  for (const kind of ['verdict', 'findings', 'observations', 'only-old', 'only-new', 'work'] as const) {
    const those = changed.filter((change) => change.kind === kind);
    if (those.length === 0 || (kind === 'work' && !all)) continue;
    lines.push('', `${words[kind]}:`, ...those.map((change) => `  ${visible(changeText(change))}`));
  }
  return `${lines.join('\n')}\n`;
}

const side = z.strictObject({
  tool: z.string(),
  base: z.string(),
  corpus: z.strictObject({ hash: z.string(), fixtures: z.int() }),
});

export const diffDocument = z.strictObject({
  same: z.boolean(),
  old: side,
  new: side,
  counts: z.strictObject(Object.fromEntries(['identical', ...changeKinds].map((kind) => [kind, z.int()]))),
  changed: z.array(
    z.strictObject({
      fixture: z.string(),
      design: z.string(),
      kind: z.enum(changeKinds),
      old: z.string(),
      new: z.string(),
      worse: z.boolean(),
      step: z.int().min(0).optional(),
      stepTitle: z.string().optional(),
    }),
  ),
});

/** JSON Schema (2020-12) of the document, as text. */
export function diffJsonSchema(): string {
  return JSON.stringify(z.toJSONSchema(diffDocument), null, 2);
}
