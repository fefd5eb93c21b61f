/** Which function of which patch wrote a value, in words. */
import type { StepDifference } from '../../compare/lockstep.ts';
import { nameIn } from '../../compare/source.ts';
import { kernelPlace } from '../../faults/kernel_place.ts';

/**
 * `david@v10: written at step 2 by resize_zone_range() under memory_block_online(), drivers/base/memory.c as of
 * david@v10`, a line for each of the sources that a patch has a part in.
 */
export function sourceLines(sources: StepDifference['sources']): string[] {
  const said = new Map<string, string[]>();
  for (const { designs, hunk, function: name, step, chain, reads } of sources) {
    if (hunk === undefined) continue;
    const place = kernelPlace(nameIn(hunk), chain);
    const writer = kernelPlace(name, chain).function;
    const under = place.function === writer ? '' : ` under ${place.function}()`;
    const how = reads ? 'as read by' : `written at step ${step + 1} by`;
    const text = `${how} ${writer}()${under}, ${place.file} as of ${hunk.replace(/^[^@]*@/, '')}`;
    said.set(text, [...(said.get(text) ?? []), ...designs]);
  }
  return [...said].map(([text, designs]) => `${designs.join(', ')}: ${text}`);
}
