/** Which difference is to be told first. */
import { rankOf } from '../types/consequence.ts';
import { plainField } from '../types/observation.ts';
import { meets, type PageRun, parseRun } from '../types/page_run.ts';
import { consequenceClasses, type Violation } from '../types/result.ts';

/**
 * What user space reads: zoneinfo, the files of nodes and blocks in sysfs, kpageflags and iomem in /proc, and what a
 * call returns. The rest is the kernel's own affair.
 */
const readByUsers: ReadonlySet<string> = new Set([
  'ret',
  'result',
  'zone.start',
  'zone.spanned',
  'zone.present',
  'zone.managed',
  'node.online',
  'node.memory',
  'node.normal_memory',
  'block.state',
  'block.valid_zones',
  'block.node',
  'kpageflags.nopage',
  'kpageflags.reserved',
  'kpageflags.owner',
  'resource',
]);

/** Counts of the observer's own work: two kernels may be alike in all that they are, and differ in it. */
const work: ReadonlySet<string> = new Set(['lookups']);

/** The object that something is about, as violations and observations name it. */
interface Objects {
  /** `zone 0:Normal`, `node 0`, `block 48`. */
  names: Set<string>;
  pages: PageRun[];
  sections: PageRun[];
}

/** What the `where` of a violation names. */
function named(where: string): Objects {
  const names = new Set<string>();
  for (const [zone] of where.matchAll(/\b\d+:(?:DMA32|DMA|Normal|Movable)\b/g)) names.add(`zone ${zone}`);
  for (const [, kind, id] of where.matchAll(/\b(node|block)(?:\.\w+)? (\d+)/g)) names.add(`${kind} ${id}`);
  const runs = (pattern: RegExp): PageRun[] =>
    [...where.matchAll(pattern)].flatMap(([, text = '']) => {
      const run = parseRun(text);
      return run ? [run] : [];
    });
  return { names, pages: runs(/pages (\d+\+\d+)/g), sections: runs(/sections (\d+\+\d+)/g) };
}

function isAbout(field: string, key: string, { names, pages, sections }: Objects): boolean {
  const run = parseRun(key);
  if (run) return (field === 'section.flags' ? sections : pages).some((each) => meets(each, run));
  const kind = field.startsWith('saveable') ? 'zone' : field.split('.')[0];
  return names.has(`${kind} ${key}`);
}

/**
 * Where a difference stands, the smallest first: by the class of the worst violation that names what differs, then what
 * user space reads, then the kernel's own affair, and last what only costs the observer.
 */
function importanceOf(violations: readonly Pick<Violation, 'class' | 'where'>[]) {
  const known = violations.map((violation) => ({ rank: rankOf(violation.class), objects: named(violation.where) }));
  return ({ field, key }: { field: string; key: string }): number => {
    const plain = plainField(field);
    if (work.has(plain)) return 4 * consequenceClasses.length;
    const own = readByUsers.has(plain) ? 0 : 1;
    const ranks = known.filter(({ objects }) => isAbout(plain, key, objects)).map(({ rank }) => rank);
    return 2 * Math.min(consequenceClasses.length, ...ranks) + own;
  };
}

/** The differences, the most important first; those alike in that stay in their order. */
export function byImportance<T extends { field: string; key: string }>(
  differences: readonly T[],
  violations: readonly Pick<Violation, 'class' | 'where'>[],
): T[] {
  const rank = importanceOf(violations);
  return differences
    .map((each) => ({ each, at: rank(each) }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}
