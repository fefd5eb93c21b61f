import { describe, expect, test } from 'vitest';
import type { LinkPatch } from '../../harness/kernel/link.ts';
import { conform, type Difference } from '../../harness/oracle/conform.ts';
import { bootSession } from '../../harness/run/session.ts';
import { recordings } from './recordings.ts';

const released = recordings.filter(({ as }) => as === 'linux@6.1');

/** Where the recordings of linux@6.1 contradict a model with this patch. */
function caught(define: LinkPatch['define']): Difference[] {
  const patches = [{ id: 'deliberately wrong', define }];
  return released.flatMap(
    (recording) => conform(recording, (machine, stack) => bootSession(machine, stack, { patches })).differences,
  );
}

const fields = (differences: Difference[]) => new Set(differences.map(({ field }) => field));

describe('conform catches a model that', () => {
  test('is right but for nothing at all: never', () => {
    expect(caught(() => ({}))).toEqual([]);
  });

  test('looks one sub-section short when it shrinks the end of a zone', () => {
    const differences = caught((k, base) => ({
      find_biggest_section_pfn: (nid, zone, start_pfn, end_pfn) =>
        base.find_biggest_section_pfn(nid, zone, start_pfn, end_pfn - k.machine.pagesPerSubsection),
    }));
    expect(fields(differences)).toContain('zone.spanned');
  });

  test('starts one sub-section late when it shrinks the start of a zone', () => {
    const differences = caught((k, base) => ({
      find_smallest_section_pfn: (nid, zone, start_pfn, end_pfn) =>
        base.find_smallest_section_pfn(nid, zone, start_pfn + k.machine.pagesPerSubsection, end_pfn),
    }));
    expect(fields(differences)).toContain('zone.start');
  });

  test('forgets to count the present pages of the node', () => {
    const differences = caught((k, base) => ({
      adjust_present_page_count(zone, nr_pages) {
        const node = k.NODE_DATA(zone!.node);
        const { node_present_pages } = node;
        base.adjust_present_page_count(zone, nr_pages);
        node.node_present_pages = node_present_pages;
      },
    }));
    expect(fields(differences)).toContain('node.present');
  });

  test('forgets to count isolated pageblocks', () => {
    const differences = caught(() => ({ adjustIsolatedPageblocks: () => {} }));
    expect(fields(differences)).toContain('zone.isolated');
  });

  test('counts present pages before it looks whether the zone was populated', () => {
    const differences = caught((_, base) => ({
      node_states_check_changes_online(nr_pages, zone, arg) {
        zone.present_pages += nr_pages;
        base.node_states_check_changes_online(nr_pages, zone, arg);
      },
      adjust_present_page_count(zone, nr_pages) {
        if (zone && nr_pages > 0) zone.present_pages -= nr_pages;
        base.adjust_present_page_count(zone, nr_pages);
      },
    }));
    expect([...fields(differences)]).toEqual(expect.arrayContaining(['zone.pageset', 'node.zonelist']));
  });

  test('marks sections online before it moves them into the zone', () => {
    const differences = caught((k, base) => ({
      move_pfn_range_to_zone(zone, start_pfn, nr_pages, migratetype) {
        k.online_mem_sections(start_pfn, start_pfn + nr_pages);
        base.move_pfn_range_to_zone(zone, start_pfn, nr_pages, migratetype);
      },
    }));
    expect(fields(differences)).toContain('zone.contiguous');
  });

  test('calls the notifiers before the range is in the zone, and so leaves no trace of a veto', () => {
    const differences = caught((k, base) => ({
      online_pages(...range: Parameters<typeof base.online_pages>) {
        const { notifierErrors } = k;
        const veto = notifierErrors.get('MEM_GOING_ONLINE');
        if (veto) return -veto.errno;
        return base.online_pages(...range);
      },
    }));
    expect(fields(differences)).toContain('page.link');
  });
});
