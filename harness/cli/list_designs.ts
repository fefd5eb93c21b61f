import { mendsFor } from '../run/mends.ts';
import { chooseDesigns } from './choose_designs.ts';
import type { ListRow } from './list.ts';

/** Every design of strategies/; or those meant by ids, globs and files, whatever release they have a port to. */
export async function designRows(wanted: readonly string[]): Promise<ListRow[]> {
  const chosen = await chooseDesigns({ design: wanted, allRevisions: true }, { alone: true });
  await chosen.close();
  return chosen.listings.map(({ id, title, ...rest }) => {
    return { id, title: `${title} (${rest.provenance})`, ...rest, mends: mendsFor(id) };
  });
}
