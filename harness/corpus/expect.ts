import { errnos } from '../kernel/include/errno.ts';
import { type ObservationField, observationFields } from '../types/observation.ts';
import { type PageRun, parseRun, runOf, showRun } from '../types/page_run.ts';
import type { Expectation, Expected } from '../types/scenario.ts';
import { Complaint, under } from './problem.ts';
import type { Scope } from './scope.ts';
import { didYouMean } from './suggest.ts';

/** Fields whose values are words: everything else is a number and takes arithmetic. */
const words = new Set<ObservationField>([
  'result',
  'zone.pageset',
  'node.zonelist',
  'block.state',
  'block.valid_zones',
  'block.zone',
  'block.zone512',
  'section.flags',
  'pageblock.migratetype',
  'page.link',
  'page.state',
  'notifier',
  'group',
]);

/** Fields that hold one value. */
const theOnlyKey: Partial<Record<ObservationField, string>> = {
  max_pfn: 'max_pfn',
  lookups: 'pfn_to_online_page',
};

/** Fields whose keys are runs of pages or sections, `first+nr`. */
const runs = /^(section\.|pageblock\.|kpageflags\.|page\.|resource$)/;

export const fieldNames = Object.keys(observationFields) as ObservationField[];

/** What a step is expected to return: `ok` or 0, an errno's name, or `refused` for any errno. */
export function expectedReturn(text: string | number): string | number {
  if (text === 'ok' || text === 0 || text === '0') return 0;
  if (text === 'refused') return 'refused';
  if (typeof text === 'string' && Object.hasOwn(errnos, text)) return text;
  const names = ['ok', 'refused', ...Object.keys(errnos)];
  const bare = String(text).replace(/^-/, '');
  const byNumber = Object.entries(errnos).find(([, value]) => String(value) === bare)?.[0];
  throw new Complaint(
    'unknown-errno',
    `no errno \`${text}\``,
    byNumber ? `write its name: ${byNumber}` : didYouMean(bare, names),
  );
}

/** The keys of an observation that a written key stands for: several for `d0[*]` where keys are blocks. */
function observedKeys(field: ObservationField, key: string, scope: Scope): string[] {
  const { machine, layout } = scope;
  const bad = (hint: string): never => {
    throw new Complaint('bad-value', `\`${key}\` is no key of ${field}`, hint, [key], 'key');
  };
  const read = <T>(make: () => T): T => {
    try {
      return make();
    } catch (error) {
      throw error instanceof Complaint ? new Complaint(error.code, error.message, error.hint, [key], 'key') : error;
    }
  };
  const knownNode = (node: string): boolean => machine.nodes.some((known) => String(known.node) === node);
  const nodes = `${machine.id} has: ${machine.nodes.map(({ node }) => node).join(', ')}`;
  if (field.startsWith('zone.') || field.startsWith('saveable')) {
    const zone = /^(\d+):(DMA|DMA32|Normal|Movable)$/.exec(key);
    if (!zone) return bad('write node:Zone, as 0:Movable');
    return knownNode(zone[1]!) ? [key] : bad(`there is no such node; ${nodes}`);
  }
  if (field.startsWith('node.')) return knownNode(key) ? [key] : bad(`write the number of a node; ${nodes}`);
  const only = theOnlyKey[field];
  if (only !== undefined) return key === only ? [key] : bad(`its only key is \`${only}\``);
  if (field === 'notifier') return /^\d+$/.test(key) ? [key] : bad('write which event of the step, counted from 0');
  if (field.startsWith('block.') || field === 'group') return read(() => layout.blocks(key)).map(String);
  if (!runs.test(field)) return [key];
  const unit = field.startsWith('section.') ? machine.pagesPerSection : 1;
  const observed = (run: PageRun): string[] =>
    field === 'resource' || run[0] * unit >= machine.firstHotPfn
      ? [showRun(run)]
      : bad(`pages are observed from pfn ${machine.firstHotPfn} on, the first that is hot-added`);
  const written = parseRun(key);
  if (written) return observed(written);
  const parts = key.split(',');
  const [first, nr] = read(() => {
    if (parts.length === 2) return [scope.number(parts[0]!), scope.number(parts[1]!)];
    const range = layout.range(key);
    return [range.first / unit, range.pages / unit];
  });
  return observed(runOf(first!, nr!));
}

type Written = string | number | (Record<string, unknown> & { ret?: string | number | undefined });

/** `expect:` of a step, arithmetic worked out and keys as observations have them. Throws complaints with paths into it. */
export function resolveExpectation(written: Written, scope: Scope): Expectation {
  if (typeof written !== 'object') return { ret: expectedReturn(written), fields: {} };
  const { ret, ...given } = written;
  const fields: Expectation['fields'] = {};
  for (const [field, values] of Object.entries(given) as [ObservationField, Record<string, Expected>][]) {
    if (field === 'result')
      throw new Complaint('unknown-field', 'what a step returns is no field', 'write `ret: ...`', [field], 'key');
    const resolved: Record<string, Expected> = {};
    for (const [key, value] of Object.entries(values)) {
      const known = under([field], () => observedKeys(field, key, scope));
      const number =
        !words.has(field) && typeof value !== 'boolean'
          ? under([field, key], () => scope.number(value as string | number))
          : value;
      for (const one of known) {
        if (Object.hasOwn(resolved, one))
          throw new Complaint(
            'duplicate-key',
            `\`${key}\` is already said of ${field}`,
            'keep one of the two',
            [field, key],
            'key',
          );
        resolved[one] = number;
      }
    }
    fields[field] = resolved;
  }
  return { ...(ret === undefined ? {} : { ret: under(['ret'], () => expectedReturn(ret)) }), fields };
}
