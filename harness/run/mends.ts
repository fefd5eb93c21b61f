/**
 * Readings with something mended: `oscar@v5+fix:altmap-on-failed-add`, `michal@reserve-posted+repair:after-arch-add`.
 * A mend is a small patch over any stack to which its hunks apply; several are applied in the order written.
 */
import type { Design } from '../design.ts';
import { designId, designs, findDesign, fixes, stackOf } from './designs.ts';
import { hashOf, type Implementation } from './function_text.ts';
import { definitionsOf, isHunk, tableOf } from './hunks.ts';
import { lockedHunks } from './hunks_lock.ts';

/** Repairs of the mistakes of a design, and of those that it stands on. */
export const repairsOf = (design: Design): Design[] => stackOf(design).flatMap(({ mends = [] }) => mends);

/** Every mend that may be written behind the design's id: its own repairs, then the shared fixes. */
export const mendsOf = (design: Design): Design[] => [...repairsOf(design), ...fixes];

/** The mends that apply to the design of an id, each alone; none where there is no such design. */
export function mendsFor(id: string): { id: string; title: string }[] {
  const design = findDesign(id);
  const applying = design ? mendsOf(design).filter((mend) => refusal(mend, design) === undefined) : [];
  return applying.map((mend) => ({ id: designId(mend), title: mend.title }));
}

/**
 * Why the mend cannot be put over the design, as patch(1) would say; undefined where it can. It has to find each function
 * as it was read against; a mend that is there already may have put hunks into it, or leave it to this one's hunks.
 */
export function refusal(mend: Design, design: Design): string | undefined {
  const stack = stackOf(design);
  const [id, over] = [designId(mend), designId(design)];
  const missing = (mend.over ?? []).find((each) => !stack.includes(each));
  if (missing) return `${id} mends ${designId(missing)}, on which ${over} does not stand`;
  const own = definitionsOf(mend);
  const below = tableOf(stack.filter((each) => !isMend(each)));
  const others = stack.filter(isMend);
  for (const [name, hash] of Object.entries(lockedHunks(mend) ?? {})) {
    const one = below.get(name);
    if (!one) return `${id} replaces ${name}, which ${over} does not have`;
    const whole = (each: Implementation | undefined) => each !== undefined && !isHunk(each);
    const clash = others.some((each) => whole(own.get(name)) && whole(definitionsOf(each).get(name)));
    if (hashOf(one) !== hash || clash || stack.includes(mend))
      return `${id} does not apply to ${over}: ${name} is not as it was posted`;
  }
  return undefined;
}

const isMend = ({ id }: Design): boolean => /^(fix|repair):/.test(id);

/** Mends in the order in which they are put over a design: hunks go into what others have replaced. */
function inOrder(mends: readonly Design[]): Design[] {
  const onlyHunks = (mend: Design) => [...definitionsOf(mend).values()].every(isHunk);
  return [...mends.filter((mend) => !onlyHunks(mend)), ...mends.filter(onlyHunks)];
}

/** The design with mends over it, as a design of its own. */
export function mended(design: Design, mends: readonly Design[]): Design {
  if (mends.length === 0) return { ...design, over: [design], patch: () => ({}) };
  const names = mends.map(designId);
  return {
    ...design,
    revision: [design.revision, ...names].join('+'),
    title: `${design.title}; ${mends.map(({ title }) => title).join('; ')}`,
    provenance: 'repaired',
    repairs: [...(design.repairs ?? []), ...mends.map(({ title }) => title)],
    isDefault: false,
    over: [design, ...inOrder(mends)],
    patch: () => ({}),
  };
}

const made = new Map<string, { of: Design; design: Design }>();

/** The design of an id, mends and all; a string says why there is none. */
export function resolveDesign(id: string): Design | string {
  const [name = '', ...words] = id.split('+');
  const plain = designs.find((design) => designId(design) === name);
  if (!plain) return `no design "${name}"`;
  if (words.length === 0) return plain;
  const known = made.get(id);
  if (known?.of === plain) return known.design;
  let design = plain;
  const mends: Design[] = [];
  for (const word of words) {
    const mend = mendsOf(plain).find((each) => designId(each) === word);
    if (!mend) return `no mend "${word}" for ${name}: there are ${mendsOf(plain).map(designId).join(', ') || 'none'}`;
    const refused = refusal(mend, design);
    if (refused !== undefined) return refused;
    mends.push(mend);
    design = mended(plain, mends);
  }
  made.set(id, { of: plain, design });
  return design;
}
