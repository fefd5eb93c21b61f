import { listDesigns } from '../run/designs.ts';
import type { ListRow } from './list.ts';

export async function designRows(): Promise<ListRow[]> {
  return (await listDesigns()).map(({ id, title, ...rest }) => ({
    id,
    title: `${title} (${rest.provenance})`,
    ...rest,
  }));
}
