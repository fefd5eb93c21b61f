import type { Analysis } from '../../analysis/analysis.ts';
import { exposureLegend, provenanceLegend } from '../../analysis/legend.ts';
import { wrap } from '../../text/wrap.ts';
import type { SectionOptions } from './sections.ts';

/** The words of the first screen: what a fault takes, and whose reading a design is. The table explains the classes. */
export function wordsLine({ faults, header }: Analysis, { paint, columns }: SectionOptions): string {
  const takes = exposureLegend(faults.rows.map((row) => row.takes));
  const whose = provenanceLegend(header.designs.map(({ provenance }) => provenance));
  return [takes, whose]
    .filter((text) => text !== '')
    .map((text) => paint.dim(wrap(text, columns, 2)))
    .join('\n');
}
