/** Reads fixtures/claims.yaml. */
import { claimIds } from '../corpus/claims.ts';
import { readDocument, type SourceDocument } from '../corpus/document.ts';
import { readText } from '../corpus/files.ts';
import { Complaint, type Problem } from '../corpus/problem.ts';
import { parseWith } from '../corpus/read_fixture.ts';
import { projectRoot } from '../corpus/root.ts';
import type { KnownKeys } from '../corpus/schema_problems.ts';
import type { Case, Check, Claim, Leaf, Saying } from '../types/claim.ts';
import { claimSchema, leafKeys, ledgerSchema, subjects, type WrittenClaim } from './schema.ts';

const claimsFile = 'fixtures/claims.yaml';

const known: KnownKeys = (path) => ({
  known:
    path.length === 0
      ? claimIds
      : path.length === 1
        ? Object.keys(claimSchema.shape)
        : [...leafKeys, 'all', 'any', 'not', 'for', 'butNot', 'check', 'by', 'in', 'known'],
  code: path.length === 0 ? 'unknown-claim' : 'unknown-key',
  what: path.length === 0 ? 'claim' : 'key',
});

/** Fixtures written once for the whole claim are put into every leaf. */
function withFixture(check: Check, fixture: string | undefined): Check {
  if ('all' in check) return { all: check.all.map((each) => withFixture(each, fixture)) };
  if ('any' in check) return { any: check.any.map((each) => withFixture(each, fixture)) };
  if ('not' in check) return { not: withFixture(check.not, fixture) };
  return fixture === undefined || check.fixture !== undefined ? check : { ...check, fixture };
}

const runless = new Set<string>(['failing', 'replaces', 'mentions', 'callers']);

/** Throws for the first leaf that says too little or too much, with its place. */
function checkLeaves(check: Check, path: (string | number)[]): void {
  if ('not' in check) checkLeaves(check.not, [...path, 'not']);
  else if ('all' in check) for (const [at, each] of check.all.entries()) checkLeaves(each, [...path, 'all', at]);
  else if ('any' in check) for (const [at, each] of check.any.entries()) checkLeaves(each, [...path, 'any', at]);
  else checkLeaf(check, path);
}

function checkLeaf(check: Leaf, path: (string | number)[]): void {
  const given = subjects.filter((subject) => check[subject] !== undefined);
  if (given.length !== 1)
    throw new Complaint(
      'wrong-type',
      `a check looks at ${given.length === 0 ? 'nothing' : given.join(' and ')}`,
      `give one of ${subjects.join(', ')}`,
      path,
    );
  const subject = given[0]!;
  if (!runless.has(subject) && check.fixture === undefined)
    throw new Complaint('missing-key', '`fixture` is missing', 'name it in the check or for the whole claim', path);
  if (subject !== 'ret' && subject !== 'replaces' && check.is === undefined)
    throw new Complaint('missing-key', '`is` is missing', 'say what the value should be: `is: "> 0"`', path);
}

const sayingOf = ({ by, in: messageId, known }: WrittenClaim['said'][number]): Saying => ({ by, messageId, known });

function toClaim(id: string, written: WrittenClaim, source: SourceDocument): Claim {
  const { said, denied, fixture, cases, check, for: holding = [], butNot = [], ...rest } = written;
  const inline: NonNullable<typeof cases> = check === undefined ? [] : [{ for: holding, butNot, check }];
  const all: Case[] = [...inline, ...(cases ?? [])].map((each) => ({
    for: each.for ?? [],
    butNot: each.butNot ?? [],
    check: withFixture(each.check as Check, fixture),
  }));
  const inlined = inline.length;
  for (const [at, each] of all.entries())
    checkLeaves(each.check, at < inlined ? [id, 'check'] : [id, 'cases', at - inlined, 'check']);
  if (rest.kind === 'undecidable' ? rest.reason === undefined : all.length === 0)
    throw new Complaint(
      'missing-key',
      rest.kind === 'undecidable' ? '`reason` is missing' : '`check` is missing',
      'say how it is decided, or why it cannot be',
      [id],
    );
  return {
    id,
    ...rest,
    said: said.map(sayingOf),
    ...(denied ? { denied: denied.map(sayingOf) } : {}),
    cases: all,
    line: source.place([id], 'key').line,
  };
}

export interface Ledger {
  /** In the order of their ids. */
  claims: Claim[];
  problems: Problem[];
}

/** Never throws for what is in the file; with problems, the claims that can be used. */
export function loadClaims(root = projectRoot()): Ledger {
  const text = readText(root, claimsFile);
  if (typeof text !== 'string') return { claims: [], problems: [text] };
  return readClaims(text);
}

export function readClaims(text: string): Ledger {
  const source = readDocument(text, claimsFile);
  const written = parseWith(source, ledgerSchema, known);
  if (!written) return { claims: [], problems: source.problems };
  const claims: Claim[] = [];
  for (const [id, claim] of Object.entries(written)) {
    if (!claim) continue;
    try {
      claims.push(toClaim(id, claim, source));
    } catch (error) {
      if (!(error instanceof Complaint)) throw error;
      source.problems.push(source.problemOf(error));
    }
  }
  claims.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { claims, problems: source.problems };
}

/** Every leaf of a check, for who wants to know what it looks at. */
export function leavesOf(check: Check): Leaf[] {
  if ('all' in check) return check.all.flatMap(leavesOf);
  if ('any' in check) return check.any.flatMap(leavesOf);
  if ('not' in check) return leavesOf(check.not);
  return [check];
}

/** Where the archive keeps a message of the thread. */
export const loreLink = (messageId: string): string =>
  `https://lore.kernel.org/linux-mm/${encodeURIComponent(messageId).replaceAll('%40', '@')}/`;
