/** The base as it is, without memmap_on_memory: the memmap of hot-added memory comes from existing memory. */
import { defineDesign } from '../../harness/design.ts';

export default defineDesign({
  id: 'unpatched',
  revision: '',
  title: 'memmap of hot-added memory from existing memory',
  provenance: 'release',
  source: {},
  on: ['linux@5.12', 'linux@6.1', 'linux@6.12', 'linux@7.3'],
  isDefault: true,
  family: 'unpatched',
  patch: () => ({}),
});
