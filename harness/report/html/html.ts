import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../../corpus/root.ts';
import type { Report } from '../report.ts';
import { pageData } from './page_data.ts';

/** Where the build puts the page that viewer/ is bundled into. */
export const templateFile = 'dist/viewer/index.html';

const slot = '<script id="data" type="application/json"></script>';

/** The report as one page that needs nothing else: no network, no server. Throws when the page was never built. */
export function renderHtml(report: Report): string {
  return fill(readTemplate(), report);
}

/** The template with the report's data and title in it. Nothing in the data can end the element that holds it. */
export function fill(template: string, report: Report): string {
  const data = pageData(report);
  const [before, after] = template.split(slot);
  if (before === undefined || after === undefined) throw new Error(`${templateFile} has no place for the data`);
  const json = JSON.stringify(data).replace(/</g, '\\u003c');
  const filled = slot.replace('></script>', () => `>${json}</script>`);
  return `${before.replace('<title></title>', () => `<title>${escapeText(data.title)}</title>`)}${filled}${after}`;
}

function readTemplate(): string {
  try {
    return readFileSync(join(findRoot(), templateFile), 'utf8');
  } catch {
    throw new Error(`${templateFile} is not there: run \`npm run build\``);
  }
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
