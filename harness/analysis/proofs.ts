import { proofNote, proofRows } from '../text/proof_text.ts';
import type { ProofPart, ReportProof } from '../types/report.ts';

/** How the designs differ, over every sequence to a bound. */
export interface ProofAnalysis {
  /** Of designs, and of revisions; the head first. Empty where nothing was held against each other. */
  tables: string[][][];
  note: string;
  /** The two best designs in a sentence; empty where they were not held against each other. */
  line: string;
}

export function proofAnalysisOf(proofs: readonly ReportProof[], best: readonly string[]): ProofAnalysis {
  const tables = (['designs', 'revision'] as const).map((relation) => proofRows(proofs, relation));
  const two = proofs.find(({ a, b }) => best.slice(0, 2).includes(a) && best.slice(0, 2).includes(b));
  return {
    tables: tables.filter((rows) => rows.length > 0),
    note: proofNote(proofs),
    line: two ? sentenceOf(two) : '',
  };
}

function sentenceOf({ a, b, alphabet, blocks, machines, parts }: ReportProof): string {
  const bound = `over every sequence of alphabet ${alphabet} on ${blocks} blocks and ${machines.length} machines`;
  const told = parts.map((part) => partText(part, machines.length));
  return `Held against each other ${bound}, ${a} and ${b} ${told.join('; ')}.`;
}

const ways: Record<string, string> = {
  'at rest': 'at rest',
  returned: 'in what is returned',
  notifiers: 'in what notifiers are told',
  locks: 'in what is done without a lock',
};

function partText({ seen, verdict, steps = 0, on, within, sequence = [] }: ProofPart, machines: number): string {
  const where = ways[seen] ?? `in ${seen}`;
  if (verdict === 'equal') return `are equal ${where}`;
  if (verdict === 'unfinished') return `are equal ${where} within ${within} steps`;
  const count = `${steps} step${steps === 1 ? '' : 's'}`;
  return `part ${where} after ${count} (${sequence.join('; ')}), on ${on === machines ? 'all' : `${on}`}`;
}
