import type { Analysis } from '../../analysis/analysis.ts';
import { exposureBrief, provenanceLegend } from '../../analysis/legend.ts';
import { wrap } from '../../text/wrap.ts';
import type { SectionOptions } from './sections.ts';

/** What stands beside a fault, explained in a line. The table itself explains the classes. */
export const takesLine = ({ faults }: Analysis, options: SectionOptions): string =>
  dim(exposureBrief(faults.rows.map((row) => row.takes)), options);

/** Whose reading a design is. */
export const provenanceLine = ({ header }: Analysis, options: SectionOptions): string =>
  dim(provenanceLegend(header.designs.map(({ provenance }) => provenance)), options);

const dim = (text: string, { paint, columns }: SectionOptions): string =>
  text === '' ? '' : paint.dim(wrap(text, columns, 2));
