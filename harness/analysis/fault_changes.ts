import { rankOf } from '../types/consequence.ts';
import type { Fault } from '../types/fault.ts';
import type { Report } from '../types/report.ts';
import { type ConsequenceClass, type Exposure, exposures } from '../types/result.ts';

export const faultChangeKinds = ['new', 'worse', 'mended'] as const;
export type FaultChangeKind = (typeof faultChangeKinds)[number];

/** What happened to one fault of one design since an older report. */
export interface FaultChange {
  fault: string;
  design: string;
  kind: FaultChangeKind;
  title: string;
  /** Of a mended fault what it was. */
  class: ConsequenceClass;
  exposure: Exposure;
  /** For `worse`: what it came to before. */
  was?: { class: ConsequenceClass; exposure: Exposure };
  /** Model function of the hunk. */
  function: string;
}

type Side = Pick<Report, 'header' | 'fixtures' | 'faults'>;

/**
 * Faults by id and design, whatever fixtures they were seen in; undefined where one of the reports was not searched for
 * faults. Worse is a worse class, or the same where less is needed to see it. A design that the older report does not have
 * brings news only with faults that no design had. A fault that is gone counts as mended where the fixture that shows it in
 * the fewest steps was run again, by its content; otherwise nobody looked.
 */
export function faultChangesOf(old: Side, now: Side): FaultChange[] | undefined {
  if (old.faults === undefined || now.faults === undefined) return undefined;
  const before = new Map(old.faults.map((fault) => [fault.id, fault]));
  const after = new Map(now.faults.map((fault) => [fault.id, fault]));
  const known = designsOf(old);
  const grown = now.faults.flatMap((fault) =>
    fault.designs.flatMap((design): FaultChange[] => {
      const previous = before.get(fault.id);
      const has = previous?.designs.includes(design) || (previous !== undefined && !known.has(design));
      if (!has) return [changeOf(fault, design, 'new')];
      const was = { class: previous!.class, exposure: previous!.exposure };
      return weight(fault) < weight(was) ? [{ ...changeOf(fault, design, 'worse'), was }] : [];
    }),
  );
  const [there, hashes] = [designsOf(now), new Set(now.fixtures.map(({ hash }) => hash))];
  const hashOf = new Map(old.fixtures.map(({ fixture, hash }) => [fixture, hash]));
  const mended = old.faults
    .filter(({ scenario }) => hashes.has(hashOf.get(scenario.fixture) ?? ''))
    .flatMap((fault) =>
      fault.designs
        .filter((design) => there.has(design) && !after.get(fault.id)?.designs.includes(design))
        .map((design) => changeOf(fault, design, 'mended')),
    );
  const order = (one: FaultChange): number => faultChangeKinds.indexOf(one.kind) * 1000 + weight(one);
  return [...grown, ...mended].sort((a, b) => order(a) - order(b));
}

const designsOf = ({ header }: Side): Set<string> => new Set(header.designs.map(({ id }) => id));

/** Less is worse: by class, then by what it takes to see it. */
const weight = (of: { class: ConsequenceClass; exposure: Exposure }): number =>
  rankOf(of.class) * exposures.length + exposures.indexOf(of.exposure);

function changeOf(fault: Fault, design: string, kind: FaultChangeKind): FaultChange {
  const { id, title, class: name, exposure, function: own } = fault;
  return { fault: id, design, kind, title, class: name, exposure, function: own };
}

/** `1 new fault, 2 worse, none mended since the baseline`. */
export function faultChangesTitle(changes: readonly FaultChange[]): string {
  if (changes.length === 0) return 'no fault is new, worse or mended since the baseline';
  const count = (kind: FaultChangeKind): string =>
    String(changes.filter((change) => change.kind === kind).length || 'none');
  const news = changes.filter(({ kind }) => kind === 'new').length;
  const faults = news === 1 ? 'fault' : 'faults';
  return `${news || 'no'} new ${faults}, ${count('worse')} worse, ${count('mended')} mended since the baseline`;
}

/** `new: david@v10: crash (debug): leaves a zone that ... [david/f/zone-edge]`. */
export function faultChangeText({ kind, design, title, fault, was, ...to }: FaultChange): string {
  const from = was === undefined ? '' : `was ${classText(was)}, is `;
  return `${kind}: ${design}: ${from}${classText(to)}: ${title} [${fault}]`;
}

/** `crash`, or `crash (debug)` where it takes more than a plain kernel. */
export const classText = (of: { class: ConsequenceClass; exposure: Exposure }): string =>
  of.exposure === 'plain' ? of.class : `${of.class} (${of.exposure})`;
