import { pagesIn, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { where } from '../ranges.ts';

export default defineInvariant({
  id: 'hibernation/online-memory-saved',
  title: 'the image holds every page of an online block',
  fault: {
    short: 'loses memory to hibernation',
    long: 'keeps pages of an online block out of the hibernation image',
  },
  class: 'data loss',
  suffers: {
    reader: 'kernel/power/snapshot.c:copy_data_pages',
    under: [],
    how: 'what the page held is lost with the resume',
  },
  reason:
    'What is not in the image holds anything after the resume. A memmap page among it is fatal: its block is in use.',
  reliesOn: ['kernel/power/snapshot.c:copy_data_pages', 'kernel/power/snapshot.c:saveable_page'],
  claims: ['L33', 'L34', 'L36', 'L48'],
  watch: (k, report) => ({
    step(view, { actions }) {
      if (!k.image || !actions.some(({ op }) => op === 'hibernate')) return;
      const missing = where(k.image.saved, view().onlineRanges(), (saved) => !saved);
      const [first] = missing;
      if (!first) return;
      const holds = pagesIn(where(k.maps.vmemmap_frame, missing, (frame) => frame));
      const message = `${pagesIn(missing)} pages of online ${view().blockAt(first[0])} are not in the image, ${holds} of them hold its memmap`;
      report({ message, where: `pages ${showRun(first)}` });
    },
  }),
});
