import type { Fault } from '../types/fault.ts';
import { decisiveComparison } from './fault_rule.ts';
import { faultConsequence, faultsText, fixturesText, listText, stageWords } from './fault_words.ts';
import type { FaultAnalysis, FaultStanding } from './faults.ts';
import { focusOf } from './focus.ts';
import type { Ranking } from './ranking.ts';
import type { IndexedReport } from './report_index.ts';
import type { Sensitivity } from './sensitivity.ts';
import type { Standing } from './standing.ts';
import { provenanceWords, standingText } from './words.ts';

/** Which design a reviewer should take, and why, worked out from the report alone. */
export interface Recommendation {
  /** More than one where nothing counted tells them apart; empty where there is nothing to choose. */
  take: string[];
  /** What there is to say of designs from files, then the choice, then what its best rival has wrong where there is one. */
  answer: string[];
  /** The same, then what else there is to say for or against it. */
  points: string[];
  /** The same in one paragraph. */
  text: string;
}

interface Found {
  ranking: Ranking;
  faults: FaultAnalysis;
  sensitivity: Sensitivity;
  /** Told last. */
  costLine: string;
}

export function recommendationOf(report: IndexedReport, found: Found): Recommendation {
  const choice = choiceOf(report, found);
  const own = focusOf(report.header).map((design) => focusSentence(report, found, design));
  return asText(choice.take, [...own, ...choice.answer], choice.points.slice(choice.answer.length));
}

/** Of a design from a file: its place, its faults and the worst of them. */
function focusSentence(report: IndexedReport, { ranking, faults }: Found, design: string): string {
  const { place, text } = ranking.lines.find((line) => line.design === design)!;
  const count = ranking.competing.flat().length;
  const where = place === '-' || count < 2 ? '' : ` is in place ${place} of ${count}`;
  const worst = faults.standings.find((one) => one.design === design)?.faults[0];
  const seen = worst?.seen.filter((one) => one.design === design) ?? [];
  const size = new Set(seen.map(({ fixture }) => fixture)).size;
  const told = worst && `; the worst: ${worst.title} (${faultConsequence(worst)}, ${fixturesText(size)})`;
  return `${saidOf(report, design)}${where}: ${text}${told ?? ''}.`;
}

function choiceOf(report: IndexedReport, { ranking, faults, sensitivity, costLine }: Found): Recommendation {
  const [take, rivals] = ranking.competing;
  const first = take?.[0];
  if (take === undefined || first === undefined)
    return asText([], ['There is no design to choose beside the reference.']);
  if (first.total > 0 && first.inconclusive === first.total)
    return asText([], ['No design gave an answer on every fixture, so none can be recommended.']);
  const rival = rivals?.[0];
  const ids = take.map(({ design }) => design);
  const said = (design: string) => saidOf(report, design);
  const of = ({ design }: Standing) => faults.standings.find((standing) => standing.design === design);
  const answer = [
    `Take ${listOf(ids.map(said), 'or')}${ids.length > 1 ? ', which nothing counted tells apart' : ''}: ${of(first)?.text ?? standingText(first)}.`,
    ...(rival === undefined ? [] : [rivalSentence(said(rival.design), first, rival, of(first), of(rival))]),
  ];
  return asText(ids, answer, [costLine, sensitivitySentence(sensitivity)]);
}

function asText(take: string[], answer: string[], more: readonly string[] = []): Recommendation {
  const points = [...answer, ...more.filter((sentence) => sentence !== '')];
  return { take, answer, points, text: points.join(' ') };
}

function saidOf({ header }: IndexedReport, design: string): string {
  return `${design} (${provenanceWords[header.designs.find(({ id }) => id === design)!.provenance]})`;
}

/** What sets it back, what is wrong with it alone, and what mends that. */
function rivalSentence(name: string, first: Standing, other: Standing, ours?: FaultStanding, theirs?: FaultStanding) {
  if (other.inconclusive !== first.inconclusive)
    return `Its best rival ${name} gives no answer on ${other.inconclusive} of ${other.total}.`;
  if (ours === undefined || theirs === undefined) return `Its best rival is ${name}: ${standingText(other)}.`;
  const own = theirs.faults.filter((fault) => !ours.faults.includes(fault));
  const decisive = decisiveComparison(ours.comes, theirs.comes);
  const where = decisive && decisive.stage !== 'plain' ? ` ${stageWords[decisive.stage]}` : ' on a plain kernel';
  const behind = decisive ? ` is behind by ${decisive.class}${where} and` : '';
  return `Its best rival ${name}${behind} has ${faultsText(own.length)} that ${first.design} has not: ${listText(own)}${mendsText(own)}.`;
}

/** `; david@v6.7 mends a() and b(), repair:zone-edge c(); nothing that ran mends d()`. */
function mendsText(faults: readonly Fault[]): string {
  const groups: { by: string; faults: Fault[] }[] = [];
  let left = [...faults];
  for (;;) {
    const names = [...new Set(left.flatMap(({ mendedBy = [] }) => mendedBy.map(({ by }) => by)))];
    const mended = names.map((by) => ({ by, faults: left.filter((fault) => isMendedBy(fault, by)) }));
    // A revision that was posted says more than a mend that is ours.
    mended.sort((a, b) => Number(isOurs(a.by)) - Number(isOurs(b.by)) || b.faults.length - a.faults.length);
    const [best] = mended;
    if (best === undefined) break;
    groups.push(best);
    left = left.filter((fault) => !best.faults.includes(fault));
  }
  const told = groups.map(({ by, faults }, at) => `${by}${at === 0 ? ' mends' : ''} ${functionsText(faults)}`);
  const unmended = left.length > 0 ? `; nothing that was tried mends ${functionsText(left)}` : '';
  return `${told.length > 0 ? `; ${told.join(', ')}` : ''}${unmended}`;
}

const isMendedBy = ({ mendedBy = [] }: Fault, name: string): boolean => mendedBy.some(({ by }) => by === name);

const isOurs = (by: string): boolean => /^(repair|fix):/.test(by);

/** More are counted: an answer is two sentences. */
const mostNamed = 4;

function functionsText(faults: readonly Fault[]): string {
  return listOf(fewOf([...new Set(faults.map(({ function: name }) => `${name}()`))]), 'and');
}

function fewOf(names: readonly string[]): readonly string[] {
  const rest = names.length - mostNamed;
  return rest < 2 ? names : [...names.slice(0, mostNamed), `${rest} more`];
}

function listOf(names: readonly string[], word: string): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

function sensitivitySentence({ of, decisive, broken }: Sensitivity): string {
  const changing = decisive.filter(({ changesFirst }) => changesFirst);
  if (changing.length === 0)
    return broken === 0 ? '' : `No single one of the ${broken} ${ofText(of)} decides the first place.`;
  const cases = changing.map(({ leftOut, order }) => `without ${leftOut} it would be ${order[0]!.join(' or ')}`);
  return `This choice hangs on ${changing.length} of the ${broken} ${ofText(of)}: ${fewOf(cases).join('; ')}.`;
}

const ofText = (of: Sensitivity['of']): string => (of === 'faults' ? 'faults' : 'invariants broken');
