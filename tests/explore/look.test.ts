import { describe, expect, it } from 'vitest';
import { restKinds } from '../../harness/explore/graph.ts';
import { kindOfField, lookOf } from '../../harness/explore/look.ts';
import { observationFields } from '../../harness/types/observation.ts';

describe('what is seen of a machine at rest', () => {
  it('is each field under one kind', () => {
    const looks = lookOf({ 'zone.spanned': { '0:Normal': 8 }, 'block.state': { 4: 'online' }, resource: { '0+8': 1 } });
    expect(looks).toEqual({
      zones: { 'zone.spanned': { '0:Normal': 8 } },
      nodes: {},
      blocks: { 'block.state': { 4: 'online' } },
      pages: {},
      sysfs: { resource: { '0+8': 1 } },
      hidden: {},
    });
  });

  it('is nothing of what a design keeps for itself, and of what is worked out', () => {
    // What of observationFields is no look: the design's figure, v5.12's sampling (valid_zones has it), work, and moves.
    const left = Object.keys(observationFields).filter((field) => !kindOfField.has(field));
    expect(left).toEqual(['result', 'block.nr_vmemmap_pages', 'block.zone512', 'notifier', 'lookups']);
    const looks = lookOf({ 'block.nr_vmemmap_pages': { 4: 512 } });
    for (const kind of restKinds) expect(looks[kind]).toEqual({});
  });

  it('is a struct page where pfn_to_online_page() finds it, and hidden elsewhere', () => {
    const { pages, hidden } = lookOf({
      'page.online': { '4+4': 1 },
      'page.link': { '2+4': '0:Normal', '6+4': '0:Movable' },
    });
    expect(pages['page.link']).toEqual({ '4+2': '0:Normal', '6+2': '0:Movable' });
    expect(hidden['page.link']).toEqual({ '2+2': '0:Normal', '8+2': '0:Movable' });
  });
});
