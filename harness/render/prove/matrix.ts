/** Many pairs of designs, a line each, as `prove --all` prints them. */
import { comparedText, type Proven } from '../../explore/proven.ts';
import { reportProofs } from '../../explore/report_proofs.ts';
import { proofNote, proofRows } from '../../text/proof_text.ts';

/** Tables of designs and of revisions, and how to read them. `each`: a column for each kind of difference. */
export function matrixOfProofs(proven: Proven, each: boolean): { tables: string[][][]; note: string } {
  const proofs = reportProofs(proven, each);
  const tables = (['designs', 'revision'] as const).map((relation) => proofRows(proofs, relation));
  return {
    tables: tables.filter((rows) => rows.length > 0),
    note: `${proofNote(proofs)} On ${proven.base}. Compared: ${comparedText(proven)}.`,
  };
}
