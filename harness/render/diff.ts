import { z } from 'zod';
import { changeKinds, changeText, newsOf, type ReportDiff } from '../analysis/changes.ts';
import { faultChangeKinds } from '../analysis/fault_changes.ts';
import { visible } from '../text/visible.ts';
import { consequenceClasses, exposures } from '../types/result.ts';

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
} as const satisfies Record<keyof ReportDiff['counts'], string>;

/** The faults, then the degrees that occur with their numbers, then the changes; those of work alone only with `all`. */
export function renderDiffText(diff: ReportDiff, all: boolean): string {
  const { old, counts, changed } = diff;
  const lines: string[] = [];
  const [faults, ...each] = diff.faults === undefined ? [] : newsOf(diff);
  if (faults !== undefined) lines.push(faults, ...each.map((line) => `  ${visible(line)}`), '');
  if (diff.same) lines.push('The two reports are the same.');
  for (const key of ['tool', 'base'] as const)
    if (old[key] !== diff.new[key]) lines.push(`${key}: ${old[key]} -> ${diff.new[key]}`);
  if (old.corpus.hash !== diff.new.corpus.hash)
    lines.push(`corpus: ${old.corpus.hash} -> ${diff.new.corpus.hash}, fixtures are aligned by their content`);
  for (const [kind, text] of Object.entries(words)) {
    const number = counts[kind as keyof typeof words];
    if (number > 0) lines.push(`${String(number).padStart(6)} ${text}`);
  }
  for (const kind of ['verdict', 'findings', 'observations', 'only-old', 'only-new', 'work'] as const) {
    const those = changed.filter((change) => change.kind === kind);
    if (those.length === 0 || (kind === 'work' && !all)) continue;
    lines.push('', `${words[kind]}:`, ...those.map((change) => `  ${visible(changeText(change))}`));
  }
  return `${lines.join('\n')}\n`;
}

const comesTo = { class: z.enum(consequenceClasses), exposure: z.enum(exposures) };

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
  faults: z
    .array(
      z.strictObject({
        fault: z.string(),
        design: z.string(),
        kind: z.enum(faultChangeKinds),
        title: z.string(),
        ...comesTo,
        was: z.strictObject(comesTo).optional(),
        function: z.string(),
      }),
    )
    .optional(),
});

/** JSON Schema (2020-12) of the document, as text. */
export function diffJsonSchema(): string {
  return JSON.stringify(z.toJSONSchema(diffDocument), null, 2);
}
