import { command } from '../text/command.ts';
import type { Fault } from '../types/fault.ts';
import type { Header } from '../types/report.ts';
import { classText, type FaultChange } from './fault_changes.ts';
import { fileOptions } from './focus.ts';

/** One fault of one design, as a test that fails while the fault is there. */
export interface FaultCase {
  fault: string;
  title: string;
  /** `present`: there is nothing to hold it against. */
  state: 'present' | 'known' | 'new' | 'worse' | 'mended';
  /** What it comes to, and in how many fixtures it was seen. */
  text: string;
  /** What shows it. */
  command: string;
}

/** By design, in the order of the header: what is there, then what is mended. */
export function faultCasesOf(
  header: Header,
  faults: readonly Fault[],
  changes: readonly FaultChange[] | undefined,
): Map<string, FaultCase[]> {
  const byPair = new Map((changes ?? []).map((change) => [`${change.fault} ${change.design}`, change]));
  return new Map(
    header.designs.map(({ id: design }) => {
      const there = faults
        .filter((fault) => fault.designs.includes(design))
        .map((fault): FaultCase => {
          const state = byPair.get(`${fault.id} ${design}`)?.kind ?? (changes ? 'known' : 'present');
          const { size } = new Set(fault.seen.filter((one) => one.design === design).map(({ fixture }) => fixture));
          const text = `${classText(fault)}, in ${size} ${size === 1 ? 'fixture' : 'fixtures'}`;
          return { fault: fault.id, title: fault.title, state, text, command: explainCommand(header, fault.id) };
        });
      const mended = (changes ?? [])
        .filter((change) => change.design === design && change.kind === 'mended')
        .map((change): FaultCase => {
          const { fault, title, kind: state } = change;
          return { fault, title, state, text: `was ${classText(change)}`, command: explainCommand(header, fault) };
        });
      return [design, [...there, ...mended]];
    }),
  );
}

export const explainCommand = (header: Header, fault: string): string =>
  command(`explain ${fault}${fileOptions(header)}`);
