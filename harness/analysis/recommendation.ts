import { withoutLock } from '../state/counters.ts';
import { ratioWord } from '../text/ratio_word.ts';
import type { ConsequenceClass } from '../types/result.ts';
import { sharedCausesOf } from './causes.ts';
import { plainPart } from './exposure.ts';
import type { Family } from './families.ts';
import type { IndexedReport } from './report_index.ts';
import type { Sensitivity } from './sensitivity.ts';
import { type Apart, apart } from './shared_faults.ts';
import { compareStandings, decisiveClass, inPlaces, outcomeOf, type Standing, standingOf } from './standing.ts';
import { provenanceWords, standingText } from './words.ts';
import type { OperationWork } from './work.ts';

/** Which design a reviewer should take, and why, worked out from the report alone. */
export interface Recommendation {
  /** More than one where nothing counted tells them apart; empty where there is nothing to choose. */
  take: string[];
  /** The choice first, then point by point what speaks for it; every sentence is a fact of the report. */
  points: string[];
  /** The same in one paragraph. */
  text: string;
}

const lockWork = 'work under mem_hotplug_lock';

/** What the rest of the analysis found, as far as a choice depends on it. */
interface Found {
  /** Those that compete, by place. */
  competing: readonly (readonly Standing[])[];
  families: readonly Family[];
  sensitivity: Sensitivity;
  work: readonly OperationWork[];
}

export function recommendationOf(report: IndexedReport, found: Found): Recommendation {
  const { competing, families, sensitivity, work } = found;
  const [take, ...places] = competing;
  const first = take?.[0];
  if (take === undefined || first === undefined)
    return asText([], ['There is no design to choose beside the reference.']);
  if (first.total > 0 && first.inconclusive === first.total)
    return asText([], ['No design gave an answer on every fixture, so none can be recommended.']);
  const behind = places.flat();
  const ids = take.map(({ design }) => design);
  return asText(ids, [
    firstSentence(report, take),
    ...behind.map((other) => comparedSentence(report, first, other)),
    featureOffSentence(report, first),
    workSentence(
      report.header.reference,
      work,
      ids,
      behind.map(({ design }) => design),
    ),
    sensitivitySentence(sensitivity),
    strawManSentence(families, first),
    likeWithLikeSentence(families),
  ]);
}

function asText(take: string[], sentences: readonly string[]): Recommendation {
  const points = sentences.filter((sentence) => sentence !== '');
  return { take, points, text: points.join(' ') };
}

function firstSentence({ header }: IndexedReport, take: readonly Standing[]): string {
  const [first] = take;
  const word = (id: string): string => provenanceWords[header.designs.find((design) => design.id === id)!.provenance];
  const names = take.map(({ design }) => `${design} (${word(design)})`);
  const because = first!.because ? `, the worst of it ${first!.because.invariant} in ${first!.because.fixture}` : '';
  const facts = `${standingText(first!)}${because}`;
  if (names.length === 1) return `Take ${names[0]}: ${facts}.`;
  return `Take ${names.slice(0, -1).join(', ')} or ${names.at(-1)}, which nothing counted tells apart: ${facts}.`;
}

const fixturesText = (count: number): string => `${count} fixture${count === 1 ? '' : 's'}`;

/** What sets the other back: what goes wrong in it alone, and how much of that has one cause. */
function comparedSentence(report: IndexedReport, first: Standing, other: Standing): string {
  if (other.inconclusive !== first.inconclusive)
    return `${other.design} gives no answer on ${other.inconclusive} of ${other.total}.`;
  const both = apart(report, first.design, other.design);
  return [ownSentence(both), alikeSentence(both, first, other), causeSentence(report, other)]
    .filter((text) => text !== '')
    .join(' ');
}

function ownSentence({ own: [first, other], results }: Apart): string {
  const name = decisiveClass(first, other);
  if (name === undefined) return `Nothing that ${other.design} alone does wrong tells it from ${first.design}.`;
  const because = other.because?.class === name ? ` (${other.because.invariant} in ${other.because.fixture})` : '';
  const counts = `by ${name} on ${fixturesText(other.byClass[name])} against ${first.byClass[name]}`;
  const [plain, then] = plainClauses(name, results, [first, other]);
  return `Of its own ${other.design} goes wrong ${counts}${plain}${because}${then}.`;
}

/**
 * Under which configuration that is so: what is left of the two counts on a kernel without debug options where nothing is
 * made to fail, and what decides there when nothing is.
 */
function plainClauses(
  name: ConsequenceClass,
  results: Apart['results'],
  all: readonly [Standing, Standing],
): [plain: string, then: string] {
  const [first, other] = all.map(({ design }, at) =>
    standingOf(
      design,
      results[at]!.map((result) => outcomeOf(plainPart(result))),
    ),
  ) as [Standing, Standing];
  const [ours, theirs] = [first.byClass[name], other.byClass[name]];
  if (ours === all[0].byClass[name] && theirs === all[1].byClass[name]) return ['', ''];
  const plain =
    ours === 0 && theirs === 0
      ? ', none of them without a debug option, an injected failure or a direct call'
      : `, ${theirs} against ${ours} without a debug option, an injected failure or a direct call`;
  const next = decisiveClass(first, other);
  if (next === name) return [plain, ''];
  if (next === undefined) return [plain, '; without, nothing that it alone does wrong tells the two apart'];
  return [plain, `; without, ${next} decides, on ${fixturesText(other.byClass[next])} against ${first.byClass[next]}`];
}

function alikeSentence({ alike, mendedBy }: Apart, first: Standing, other: Standing): string {
  const [example] = alike;
  if (example === undefined) return '';
  const mends = mendedBy.length > 0 ? `; ${mendedBy.join(', ')} mends it in both` : '';
  return `${fixturesText(alike.length)} ${alike.length === 1 ? 'goes' : 'go'} wrong alike in ${first.design} and ${other.design}, which decides nothing (${example.invariant} in ${example.fixture}${mends}).`;
}

/** How much of it has one cause: what each of the design's own repairs does alone. */
function causeSentence(report: IndexedReport, { design }: Standing): string {
  const { faulty, causes } = sharedCausesOf(report, design);
  const told = causes
    .filter(({ cleared, eased }) => cleared + eased > 0)
    .map(({ repair, title, cleared, eased }, at) => {
      const does = [...(cleared > 0 ? [`clears ${cleared}`] : []), ...(eased > 0 ? [`eases ${eased}`] : [])];
      return `${repair} ${at === 0 ? 'alone ' : ''}${does.join(' and ')} (${title})`;
    });
  return told.length === 0 ? '' : `Of its ${faulty} faulty fixtures ${told.join(', ')}.`;
}

function featureOffSentence({ featureOff, header, fixtures }: IndexedReport, { design }: Standing): string {
  if (featureOff.compared === 0) return '';
  const own = featureOff.exceptions.filter((exception) => exception.design === design).length;
  if (own === 0) return `With the feature off it is ${header.reference} in everything observed and counted.`;
  return `With the feature off it differs from ${header.reference} on ${own} of ${fixtures.length} fixtures.`;
}

/**
 * Work that belongs under mem_hotplug_lock, wherever it is done: what a design does without the lock is not saved. Of
 * the designs behind only those are told that do some of it without.
 */
function workSentence(
  reference: string,
  work: readonly OperationWork[],
  take: readonly string[],
  behind: readonly string[],
): string {
  const sumOf = (counter: string) => (id: string) =>
    work.reduce((sum, { byDesign }) => sum + (byDesign[id]?.[counter] ?? 0), 0);
  const [under, without] = [sumOf(lockWork), sumOf(withoutLock)];
  const belongs = (id: string): number => under(id) + without(id);
  if (belongs(reference) === 0) return '';
  const told = [...take, ...behind.filter((id) => without(id) > 0)];
  const words = told.map((id, at) => {
    const word = ratioWord(belongs(id), belongs(reference));
    const share = without(id) / belongs(id);
    const where = share === 0 ? 'all of it under the lock' : `${percent(share)} of it without the lock`;
    return `${id} ${at === 0 ? 'does ' : ''}${word === 'same' ? 'the same' : word}, ${where}`;
  });
  return `Of the work that belongs under mem_hotplug_lock, held against ${reference} over the same operations, ${words.join('; ')}.`;
}

const percent = (share: number): string => `${(share * 100).toPrecision(2)}%`;

function sensitivitySentence({ decisive, broken }: Sensitivity): string {
  const changing = decisive.filter(({ changesFirst }) => changesFirst);
  if (changing.length === 0)
    return broken === 0 ? '' : `No single one of the ${broken} invariants broken decides the first place.`;
  const cases = changing.map(({ invariant, order }) => `without ${invariant} it would be ${order[0]!.join(' or ')}`);
  return `This choice hangs on ${changing.length === 1 ? 'one invariant' : `${changing.length} invariants`}: ${cases.join('; ')}.`;
}

/** Another idea, or another reading of the same one, that holds up better than what is shown. */
function strawManSentence(families: readonly Family[], first: Standing): string {
  const better = families.filter(({ best, shown }) => !shown && compareStandings(best, first) < 0);
  return better
    .map(({ best, family, provenance, mended }) => {
      const reading = `${best.design} (${provenanceWords[provenance]}), a reading of ${family}'s idea that is not shown`;
      // A reading that is its own best with the shared mends has them already, and is not better for its idea.
      if (mended?.best === best)
        return `As posted, ${reading}, holds up better, as it has ${mended.mends.join(', ')} already: ${standingText(best)}.`;
      return `Better still holds up ${reading}: ${standingText(best)}.`;
    })
    .join(' ');
}

/** A mend of code that all share must not decide between ideas: each by its best reading that has it. */
function likeWithLikeSentence(families: readonly Family[]): string {
  const mended = families.flatMap((family) => family.mended ?? []);
  const [lead, next] = inPlaces(mended.map(({ best }) => best));
  if (lead === undefined) return '';
  const leads = lead.map(({ design }) => design).join(' and ');
  const against = next ? ` before ${next[0]!.design} (${standingText(next[0]!)})` : '';
  return `Like with like, each idea with ${mended[0]!.mends.join(', ')}: ${leads} ${lead.length > 1 ? 'lead' : 'leads'} (${standingText(lead[0]!)})${against}.`;
}
