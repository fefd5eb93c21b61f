import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJsonl } from '../store/jsonl.ts';
import { readJsonl } from '../store/read_jsonl.ts';
import type { Header, Report } from '../types/report.ts';
import type { Fixture } from '../types/scenario.ts';
import { projectRoot } from './root.ts';

/** Files kept, the newest: a few reports, and what was printed of each. */
const kept = 24;

/**
 * Reports that were computed before, by everything they depend on: the compiled program, what the recordings confirm, the
 * fixtures, the ledger of claims, and what was asked for. The model has no clock and no chance in it, so the same key is the same report.
 */
export interface Memo {
  recall(): Report | undefined;
  keep(report: Report): void;
  /** What was printed of the report in a format and layout; it is as certain as the report itself. */
  printed(layout: object): string | undefined;
  keepPrinted(layout: object, text: string): void;
}

/** Without a stamp of the build there is no telling which program a report came from, and nothing is kept. */
export function memoFor(header: Header, fixtures: readonly Fixture[], wanted: object): Memo {
  const root = projectRoot();
  const stamp = readOrEmpty(join(root, 'dist', '.stamp'));
  if (stamp === '') return { recall: () => undefined, keep() {}, printed: () => undefined, keepPrinted() {} };
  const confirmed = readOrEmpty(join(root, 'fixtures', 'recordings', 'confirmed.json'));
  const ledger = readOrEmpty(join(root, 'fixtures', 'claims.yaml'));
  const key = digest([stamp, confirmed, ledger, header, fixtures, wanted]);
  const folder = join(root, '.cache', 'compare');
  const file = join(folder, `${key}.jsonl`);
  const textFile = (layout: object): string => join(folder, `${key}-${digest(layout)}.txt`);
  return {
    recall() {
      try {
        return readJsonl(readFileSync(file, 'utf8'), file);
      } catch {
        return undefined;
      }
    },
    keep: (report) => write(folder, file, renderJsonl(report)),
    // A report that was dropped takes what was printed of it along.
    printed: (layout) => (existsSync(file) ? readOrEmpty(textFile(layout)) || undefined : undefined),
    keepPrinted: (layout, text) => write(folder, textFile(layout), text),
  };
}

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24);

/** A checkout that cannot be written to is compared all the same, only never faster. */
function write(folder: string, file: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
    dropOldest(folder);
  } catch {}
}

function dropOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const byAge = files.map((file) => ({ file, at: statSync(file).mtimeMs })).sort((a, b) => b.at - a.at);
  for (const { file } of byAge.slice(kept)) rmSync(file, { force: true });
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
