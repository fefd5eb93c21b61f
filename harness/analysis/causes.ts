import { rankOf, worstOf } from '../types/consequence.ts';
import type { IndexedReport } from './report_index.ts';

/** What one repair alone does to a design: how much of what goes wrong has that one cause. */
export interface SharedCause {
  repair: string;
  title: string;
  /** Fixtures in which nothing goes wrong any more. */
  cleared: number;
  /** Others in which the worst that goes wrong is milder. */
  eased: number;
}

export interface Causes {
  /** Fixtures in which something goes wrong as it is. */
  faulty: number;
  /** The repair that clears most first. */
  causes: SharedCause[];
}

/** The design with each of its own repairs alone, from the readings that ran beside the columns. */
export function sharedCausesOf({ header, ofDesign, wrongWith }: IndexedReport, design: string): Causes {
  const faulty = (ofDesign.get(design) ?? []).filter(({ verdict }) => verdict !== 'ok');
  const causes = (header.revisions ?? []).flatMap(({ id, mended }): SharedCause[] => {
    const [repair, ...more] = mended?.mends ?? [];
    if (mended?.of !== design || !repair?.id.startsWith('repair:') || more.length > 0) return [];
    const left = faulty.map((result) => ({ before: rankOf(worstOf(result)), after: wrongWith(id, result.fixture) }));
    const cleared = left.filter(({ after }) => after === undefined).length;
    const eased = left.filter(({ before, after }) => after !== undefined && rankOf(after.worst) > before).length;
    return [{ repair: repair.id, title: repair.title, cleared, eased }];
  });
  return { faulty: faulty.length, causes: causes.sort((a, b) => b.cleared - a.cleared || b.eased - a.eased) };
}
