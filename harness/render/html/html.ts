import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Analysis } from '../../analysis/analysis.ts';
import { projectRoot } from '../../corpus/root.ts';
import { pageData } from './page_data.ts';

/** Where the build puts the page that viewer/ is bundled into. */
export const templateFile = 'dist/viewer/index.html';

const slot = '<script id="data" type="text/plain"></script>';

/** The report as one page that needs nothing else: no network, no server. Throws when the page was never built. */
export function renderHtml(analysis: Analysis): string {
  return fill(readTemplate(), analysis);
}

/**
 * The template with the report's data and title in it. The data is compressed, to a tenth, so that a report can be
 * attached to a mail; in base64 nothing in it can end the element that holds it.
 */
export function fill(template: string, analysis: Analysis): string {
  const data = pageData(analysis);
  const [before, after] = template.split(slot);
  if (before === undefined || after === undefined) throw new Error(`${templateFile} has no place for the data`);
  const packed = deflateRawSync(JSON.stringify(data), { level: 9 }).toString('base64');
  const filled = slot.replace('></script>', () => `>${packed}</script>`);
  return `${before.replace('<title></title>', () => `<title>${escapeText(data.title)}</title>`)}${filled}${after}`;
}

function readTemplate(): string {
  try {
    return readFileSync(join(projectRoot(), templateFile), 'utf8');
  } catch {
    throw new Error(`${templateFile} is not there: run \`npm run build\``);
  }
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
