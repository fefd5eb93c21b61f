import { describe, expect, test } from 'vitest';
import type { LinkPatch } from '../../harness/kernel/link.ts';
import { add, block, fullSection, ids, on, scenario, small, withConfig } from './machines.ts';

const designs = ['unpatched', 'oscar@v5', 'michal@pfn-block', 'michal@mark-section-online', 'david@v10', 'david@v6.7'];
const violating = (id: string, run: (design: string) => string[]) =>
  designs.filter((design) => run(design).includes(id));

describe('fully spanned sections must be set online', () => {
  const b = block(fullSection);
  const onlineAndHibernate = scenario(
    fullSection,
    add(fullSection, 'd0'),
    { op: 'online_movable', block: b },
    { op: 'hibernate' },
    { op: 'resume' },
  );
  /** david@v10 but for that one line. */
  const lineTakenOut: LinkPatch['define'] = (k, base) => ({
    online_mem_sections: (start: number, end: number) =>
      k.calls[k.calls.length - 2] === 'mhp_init_memmap_on_memory' ? undefined : base.online_mem_sections(start, end),
  });

  test('without the line the memmap is not found, not saved, and lost', () => {
    const found = ids(on(onlineAndHibernate, 'david@v10', lineTakenOut));
    expect(found).toContain('visibility/online-block-visible');
    expect(found).toContain('visibility/online-block-marked');
    expect(found).toContain('hibernation/online-memory-saved');
    expect(found).toContain('hibernation/online-memmap-intact');
  });

  test('as data loss: struct pages of a block in use', () => {
    const lost = on(onlineAndHibernate, 'david@v10', lineTakenOut).violations.find(
      ({ invariant }) => invariant === 'hibernation/online-memmap-intact',
    );
    expect(lost).toMatchObject({ class: 'data loss', step: 3 });
    expect(lost!.message).toBe('2097152 struct pages of online block 1 are lost');
  });

  test('with it no design of the comparison loses an online block', () => {
    expect(violating('hibernation/online-memory-saved', (design) => ids(on(onlineAndHibernate, design)))).toEqual([]);
  });

  test('a block of one section does not show it: the section is shared', () => {
    const shared = scenario(
      small,
      add(small, 'd0'),
      { op: 'online_movable', block: block(small) },
      { op: 'hibernate' },
    );
    expect(ids(on(shared, 'david@v10', lineTakenOut))).toEqual(ids(on(shared, 'david@v10')));
  });
});

describe('no notifier is called for the memmap pages', () => {
  test('page_ext: a section of nothing but memmap has no entries where the notifier leaves it out, and nobody asks', () => {
    const machine = withConfig(fullSection, { page_ext: true });
    const online = scenario(machine, add(machine, 'd0'), { op: 'online_movable', block: block(machine) });
    const without = violating('notifiers/page-ext-covers-memmap', (design) => ids(on(online, design)));
    expect(without).toEqual(['michal@pfn-block', 'michal@mark-section-online', 'david@v10', 'david@v6.7']);
    expect(violating('notifiers/page-ext-covers-data', (design) => ids(on(online, design)))).toEqual([]);
  });

  test('KASAN: the reservation has no shadow for them, the helpers map one', () => {
    const machine = withConfig(small, { kasan: true });
    const online = scenario(machine, add(machine, 'd0'), { op: 'online_movable', block: block(machine) });
    const bare = violating('notifiers/shadow-covers-memmap', (design) => ids(on(online, design)));
    expect(bare).toEqual(['michal@pfn-block', 'michal@mark-section-online']);
  });

  test('KASAN: david@v10 without its zero shadow is caught, and so is one that comes too late', () => {
    const machine = withConfig(small, { kasan: true });
    const online = scenario(machine, add(machine, 'd0'), { op: 'online_movable', block: block(machine) });
    expect(ids(on(online, 'david@v10', () => ({ kasan_add_zero_shadow: () => 0 })))).toContain(
      'notifiers/shadow-covers-memmap',
    );
    const late = on(online, 'david@v10', (_k, base) => ({
      kasan_add_zero_shadow: () => 0,
      online_pages: (...args: Parameters<typeof base.online_pages>) => {
        const pfn = machine.firstHotPfn;
        base.kasan_add_zero_shadow(pfn, args[0] - pfn);
        return base.online_pages(...args);
      },
    }));
    expect(ids(late)).toContain('notifiers/shadow-before-touch');
    expect(ids(late)).not.toContain('notifiers/shadow-covers-memmap');
  });
});

describe('mem_hotplug_lock is not held around the memmap', () => {
  const unlocked = ['david@v10'];

  test('a lock table tells it', () => {
    const online = scenario(small, add(small, 'd0'), { op: 'online_movable', block: block(small) });
    expect(violating('locks/hotplug-lock-held', (design) => ids(on(online, design)))).toEqual(unlocked);
  });

  test('a scan that reads the span while offlining writes it misses online pages', () => {
    const lowerGoes = scenario(
      small,
      add(small, 'd0'),
      add(small, 'd1', 1),
      { op: 'online_movable', block: block(small) },
      { op: 'online_movable', block: block(small, 1) },
      { op: 'offline', block: block(small) },
    );
    expect(violating('locks/reader-misses-pages', (design) => ids(on(lowerGoes, design)))).toEqual(unlocked);
  });

  test('a scan that was handed a memmap page finds it poisoned', () => {
    const machine = withConfig(fullSection, { debug_vm: true });
    const goes = scenario(
      machine,
      add(machine, 'd0'),
      { op: 'online_movable', block: block(machine) },
      { op: 'offline', block: block(machine) },
    );
    const crash = on(goes, 'david@v10').violations.find(({ invariant }) => invariant === 'locks/reader-keeps-pages');
    expect(crash).toMatchObject({ class: 'crash', step: 2, where: `pages ${machine.firstHotPfn}+32768` });
    expect(ids(on(goes, 'david@v6.7'))).not.toContain('locks/reader-keeps-pages');
    expect(ids(on(goes, 'oscar@v5'))).not.toContain('locks/reader-keeps-pages');
  });

  test('a section shared with data is offline before the lock is dropped: its pages are safe', () => {
    const machine = withConfig(small, { debug_vm: true });
    const goes = scenario(
      machine,
      add(machine, 'd0'),
      { op: 'online_movable', block: block(machine) },
      { op: 'offline', block: block(machine) },
    );
    expect(ids(on(goes, 'david@v10'))).not.toContain('locks/reader-keeps-pages');
  });
});
