import type { Fault } from '../types/fault.ts';
import { consequenceClasses, exposureOf, type Need, optionsIn } from '../types/result.ts';
import { type FaultStage, stageOf, stages } from './fault_rule.ts';
import { needsText } from './words.ts';

/** Said of a count of faults that take it; nothing of what happens to everybody. */
export const stageWords: Record<FaultStage, string> = {
  plain: '',
  rare: 'on rare machines',
  debug: 'with debug options',
  injected: 'after an injected failure or direct call',
};

/** What a fault takes, in two or three words. */
export function exposureWord(needs: readonly Need[]): string {
  if (needs.includes('direct call')) return 'direct call';
  if (needs.includes('failure')) return 'after a failure';
  const options = optionsIn(needs);
  if (options.length === 0) return needs.includes('rare machine') ? 'rare machine' : 'plain';
  return options.length === 1 ? `with ${options[0]}` : 'debug options';
}

export const fixturesText = (count: number): string => `in ${count} fixture${count === 1 ? '' : 's'}`;

export const faultsText = (count: number): string => `${count} fault${count === 1 ? '' : 's'}`;

/** `1 crash, 2 crash with debug options, 1 hygiene`, by class and by what it takes. */
export function listText(faults: readonly Pick<Fault, 'class' | 'needs'>[]): string {
  return consequenceClasses
    .flatMap((name) =>
      stages.map((stage) => {
        const alike = faults.filter((fault) => fault.class === name && stageOf(exposureOf(fault.needs)) === stage);
        if (alike.length === 0) return '';
        return `${alike.length} ${name} ${stage === 'plain' ? '' : takesText(alike, stage)}`.trim();
      }),
    )
    .filter((text) => text !== '')
    .join(', ');
}

/** The options where all take the same, the kind of thing that it takes where they do not. */
function takesText(alike: readonly Pick<Fault, 'needs'>[], stage: FaultStage): string {
  const words = [...new Set(alike.map(({ needs }) => exposureWord(needs)))];
  const [word] = words;
  if (words.length > 1 || word === undefined || word === 'debug options') return stageWords[stage];
  if (word === 'after a failure') return 'after an injected failure';
  if (word === 'rare machine') return stageWords.rare;
  return word === 'direct call' ? 'by a direct call' : word;
}

/** `2 faults: 1 crash after an injected failure, 1 hygiene; both inherited`. */
export function faultCountText(faults: readonly Fault[], inherited: number): string {
  if (faults.length === 0) return 'no fault';
  const own = faults.length - inherited;
  const whose =
    inherited === 0
      ? ''
      : own === 0
        ? faults.length === 1
          ? '; inherited'
          : `; all inherited`
        : `; ${own} its own, ${inherited} inherited`;
  return `${faultsText(faults.length)}: ${listText(faults)}${whose}`;
}

/** `crash, only with DEBUG_VM`. */
export function faultConsequence({ class: name, needs }: Pick<Fault, 'class' | 'needs'>): string {
  const only = needsText(needs);
  return only === '' ? name : `${name}, ${only}`;
}

/** `david@v6.7, repair:under-lock`; nothing where nothing that was tried mends it. */
export const mendersText = ({ mendedBy = [] }: Pick<Fault, 'mendedBy'>): string =>
  mendedBy.map(({ by }) => by).join(', ');

/** The same as a clause: `mended by david@v6.7, repair:under-lock`. */
export function mendedText(fault: Pick<Fault, 'mendedBy'>): string {
  const menders = mendersText(fault);
  return menders === '' ? '' : `mended by ${menders}`;
}

/** `said by a, b (L12)`; that nobody did where the ledger was asked. */
export function saidText({ saidBy }: Pick<Fault, 'saidBy'>): string {
  if (saidBy === undefined) return '';
  if (saidBy.length === 0) return 'nobody said so';
  const names = [...new Set(saidBy.flatMap(({ by }) => by))];
  return `said by ${names.join(', ')} (${saidBy.map(({ claim }) => claim).join(', ')})`;
}

/** A design in a line, of faults by gravity: `6 faults, 4 its own; worst crash with DEBUG_VM, mended by david@v6.7`. */
export function briefText({ faults, own }: { faults: readonly Fault[]; own: readonly Fault[] }): string {
  const [worst] = faults;
  if (worst === undefined) return 'no fault';
  const count = own.length === 0 ? 'none' : own.length === faults.length ? 'all' : `${own.length}`;
  const takes = exposureWord(worst.needs);
  const under =
    { plain: '', 'debug options': ' with debug options', 'direct call': ' by direct call' }[takes] ?? ` ${takes}`;
  const by = worst.mendedBy?.[0]?.by ?? 'nothing';
  return `${faultsText(faults.length)}, ${count} its own; worst ${worst.class}${under}, mended by ${by}`;
}
