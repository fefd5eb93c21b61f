/**
 * A reader that runs inside an operation: it takes mem_hotplug_lock for reading, as kmemleak's scan does, whenever
 * nobody has it for writing, and keeps it until somebody wants to. What it was handed meanwhile must stay good.
 */
import { SECTION_IS_ONLINE } from '../../kernel/include/mmzone.ts';
import type { Kernel } from '../../kernel/link.ts';
import { quietly } from '../../state/counters.ts';
import type { IntervalMap } from '../../state/interval_map.ts';
import { joined, type PageRun } from '../../types/page_run.ts';
import { where } from '../ranges.ts';
import { visiblePages } from '../view.ts';

export interface Reader {
  /** It takes the lock: from here on it may be handed pages. */
  begin(): void;
  /** It lets go, for a writer. */
  end(): void;
  /** Sections changed their online bit: what became visible may be handed out as well. */
  sectionsChanged(): void;
  /** Pages that pfn_to_online_page() may have handed to it since it began. */
  handed(): readonly PageRun[];
}

const byStart = (a: PageRun, b: PageRun) => a[0] - b[0];

export function newReader(k: Kernel): Reader {
  const { pagesPerSection } = k.machine;
  /** Section and sub-section bits as they were at its beginning; looked into only when something goes wrong. */
  let bits: { sections: IntervalMap<number>; subsection: IntervalMap<boolean> } | undefined;
  let since: readonly PageRun[] = [];

  const visibleByBits = (sections: IntervalMap<number>, subsection: IntervalMap<boolean>): PageRun[] => {
    const online = where(
      sections,
      [[0, Math.ceil(k.max_pfn / pagesPerSection)]],
      (value) => (value & SECTION_IS_ONLINE) !== 0,
    );
    const pages = online.map(([start, end]): PageRun => [start * pagesPerSection, end * pagesPerSection]);
    return where(subsection, pages, (present) => present);
  };
  const also = (pages: readonly PageRun[]) => {
    since = joined([...since, ...pages].sort(byStart));
  };

  return {
    begin() {
      bits = { sections: k.sections.clone(), subsection: k.maps.subsection.clone() };
      since = [];
    },
    end() {
      bits = undefined;
      since = [];
    },
    sectionsChanged() {
      if (bits) also(visibleByBits(k.sections, k.maps.subsection));
    },
    handed() {
      if (!bits) return [];
      also(visibleByBits(bits.sections, bits.subsection));
      // A design may hand out pages whatever their section says.
      if (k.replaced('pfn_to_online_page')) also(quietly(k, () => visiblePages(k)));
      return since;
    },
  };
}
