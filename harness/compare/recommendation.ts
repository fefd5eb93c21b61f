import type { Report, ReportDesign } from '../report/report.ts';
import { provenanceWords, standingText } from '../report/words.ts';
import { type Family, familiesOf } from './families.ts';
import { competitors, decisiveClass, isTie, ranking, type Standing } from './ranking.ts';
import { costByOperation, ratioWord } from './relative_cost.ts';
import { type Sensitivity, sensitivityOf } from './sensitivity.ts';

/** Which design a reviewer should take, and why, worked out from the report alone. */
export interface Recommendation {
  /** More than one where nothing counted tells them apart; empty where there is nothing to choose. */
  take: string[];
  /** A paragraph of sentences, each of them a fact of the report. */
  text: string;
}

const lockWork = 'work under mem_hotplug_lock';

export function recommendationOf(
  report: Report,
  families = familiesOf(report),
  sensitivity = sensitivityOf(report),
): Recommendation {
  const standings = competitors(report, ranking(report));
  const [first, ...others] = standings;
  if (first === undefined) return { take: [], text: 'There is no design to choose beside the reference.' };
  if (first.total > 0 && first.inconclusive === first.total)
    return { take: [], text: 'No design gave an answer on every fixture, so none can be recommended.' };
  const tied = others.filter((other) => isTie(first, other));
  const take = [first, ...tied];
  const behind = others.slice(tied.length);
  const sentences = [
    firstSentence(report, take),
    ...behind.map((other) => comparedSentence(first, other)),
    featureOffSentence(report, first),
    costSentence(report, take),
    sensitivitySentence(sensitivity),
    strawManSentence(families, first),
    evidenceSentence(report, first),
  ];
  return { take: take.map(({ design }) => design), text: sentences.filter((text) => text !== '').join(' ') };
}

function firstSentence({ header }: Report, take: Standing[]): string {
  const [first] = take;
  const word = (id: string): string =>
    provenanceWords[(header.designs.find((design) => design.id === id) as ReportDesign).provenance];
  const names = take.map(({ design }) => `${design} (${word(design)})`);
  const because = first!.because ? `, the worst of it ${first!.because.invariant} in ${first!.because.fixture}` : '';
  const facts = `${standingText(first!)}${because}`;
  if (names.length === 1) return `Take ${names[0]}: ${facts}.`;
  return `Take ${names.slice(0, -1).join(', ')} or ${names.at(-1)}, which nothing counted tells apart: ${facts}.`;
}

function comparedSentence(first: Standing, other: Standing): string {
  if (other.inconclusive !== first.inconclusive)
    return `${other.design} gives no answer on ${other.inconclusive} of ${other.total}.`;
  const name = decisiveClass(first, other)!;
  const because = other.because?.class === name ? ` (${other.because.invariant} in ${other.because.fixture})` : '';
  return `${other.design} goes wrong by ${name} on ${other.byClass[name]} fixtures against ${first.byClass[name]}${because}.`;
}

function featureOffSentence({ featureOff, header, fixtures }: Report, { design }: Standing): string {
  if (featureOff.compared === 0) return '';
  const own = featureOff.exceptions.filter((exception) => exception.design === design).length;
  if (own === 0) return `With the feature off it is ${header.reference} in everything observed and counted.`;
  return `With the feature off it differs from ${header.reference} on ${own} of ${fixtures.length} fixtures.`;
}

function costSentence(report: Report, take: Standing[]): string {
  const { reference } = report.header;
  const operations = costByOperation(report, lockWork);
  const work = (id: string): number =>
    operations.reduce((sum, { byDesign }) => sum + (byDesign[id]?.[lockWork] ?? 0), 0);
  if (work(reference) === 0) return '';
  const words = take.map(({ design }) => {
    const word = ratioWord(work(design), work(reference));
    return `${design} does ${word === 'same' ? 'the same' : word} work under mem_hotplug_lock`;
  });
  return `Over the same operations ${words.join(', ')}${words.length > 0 ? `, held against ${reference}` : ''}.`;
}

function sensitivitySentence({ decisive, broken }: Sensitivity): string {
  const changing = decisive.filter(({ changesFirst }) => changesFirst);
  if (changing.length === 0)
    return broken === 0 ? '' : `No single one of the ${broken} invariants broken decides the first place.`;
  const cases = changing.map(({ invariant, order }) => `without ${invariant} it would be ${order[0]!.join(' or ')}`);
  return `This choice hangs on ${changing.length === 1 ? 'one invariant' : `${changing.length} invariants`}: ${cases.join('; ')}.`;
}

/** Another idea, or another reading of the same one, that holds up better than what is shown. */
function strawManSentence(families: readonly Family[], first: Standing): string {
  const better = families.filter(({ best, shown }) => !shown && isBetter(best, first));
  return better
    .map(({ best, family, provenance }) => {
      return `Better still holds up ${best.design} (${provenanceWords[provenance]}), a reading of ${family}'s idea that is not shown: ${standingText(best)}.`;
    })
    .join(' ');
}

function isBetter(a: Standing, b: Standing): boolean {
  if (a.inconclusive !== b.inconclusive) return a.inconclusive < b.inconclusive;
  const name = decisiveClass(a, b);
  return name !== undefined && a.byClass[name] < b.byClass[name];
}

function evidenceSentence(report: Report, { design }: Standing): string {
  const own = report.results.filter((result) => result.design === design);
  const confirmed = own.filter(({ evidence }) => evidence.unchecked.length === 0).length;
  if (own.length === 0) return '';
  return `${confirmed} of its ${own.length} verdicts rest on functions that real kernels confirm alone.`;
}
