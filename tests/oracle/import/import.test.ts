import { describe, expect, test } from 'vitest';
import { importRecording } from '../../../harness/oracle/import/import.ts';
import { add, addedAfter, bareAfter, blockPages, boot, hot, online, onlineAfter, source, text } from '../sources.ts';

const imported = (...steps: Parameters<typeof source>[0]) => importRecording(text(source(steps)), 'made_up.json');

describe('importing a recording', () => {
  test('says which kernel it was and which stack models it', () => {
    const recording = imported(boot);
    expect(recording.id).toBe('cloud61/made_up');
    expect(recording.as).toBe('linux@6.1');
    expect(recording.kernel.package).toBe('linux-image-6.1.0-56-cloud-amd64-unsigned 6.1.192-2');
  });

  test('takes 5.10 for the release before the designs', () => {
    const older = source([boot], { kernel: '5.10.0-32-cloud-amd64', kernel_dir: 'cloud510' });
    expect(importRecording(text(older), 'made_up.json').as).toBe('linux@5.12+unpatched');
  });

  test('knows the design that a 5.10 with several was told to be', () => {
    const told = { kernel: '5.10.262', kernel_dir: 'built510', cmdline: 'console=ttyS0 mhp_design=oscar-v5' };
    const recording = importRecording(text(source([boot], told)), 'made_up.json');
    expect(recording.id).toBe('built510-oscar-v5/made_up');
    expect(recording.as).toBe('linux@5.12+oscar@v5');
    expect(recording.kernel).toMatchObject({
      design: 'mhp_design=oscar-v5',
      package: 'linux-source-5.10 5.10.262 with the designs built in',
    });
  });

  test('keeps what the console said where the kernel died', () => {
    const died = { ...online, result: { oops: 'kernel BUG at include/linux/mm.h:1103!' } };
    const { after: _, ...unseen } = died;
    expect(imported(boot, add, unseen).steps[2]).toMatchObject({
      bug: 'kernel BUG at include/linux/mm.h:1103!',
      observation: { result: { step: 'oops' } },
    });
  });

  test('derives the machine from what the guest said at boot', () => {
    const { machine } = imported(boot);
    expect(machine.nodes).toEqual([
      {
        node: 0,
        ram: [
          [1, 0x9f],
          [0x100, 0x3fc00],
        ],
        cpu: true,
      },
    ]);
    expect(machine.pagesPerBlock).toBe(blockPages);
    expect(machine.config).toMatchObject({ memmap_on_memory: 'on', debug_vm: false, default_online: 'offline' });
    expect(machine.bootZones).toMatchObject([{ zone: 'DMA32', spanned: 262143, managed: 250000 }]);
  });

  test('refuses boot memory that does not add up to the present pages', () => {
    const wrong = { ...boot, after: bareAfter({ iomem_ram: ['00100000-3fbfffff : System RAM'] }) };
    expect(() => imported(wrong)).toThrow(/boot memory is 260864 pages, but the nodes count 261022/);
  });

  test('takes the result of what an injected error was for, and refuses one that could be of several', () => {
    const inject = { op: 'inject', action: 'MEM_GOING_ONLINE', errno: -16 };
    const back = { ...inject, errno: 0 };
    const result = { errno: 16 };
    const vetoed = { ...online, ops: [inject, ...online.ops!, back], result, after: addedAfter() };
    const { steps } = imported(boot, add, vetoed);
    expect(steps[2]!.observation['result']).toEqual({ step: 'EBUSY' });
    const twice = { ...vetoed, ops: [...online.ops!, ...online.ops!, back] };
    expect(() => imported(boot, add, twice)).toThrow(/step 2 .*whose result this is cannot be told/);
  });

  test('finds where the first DIMM would have landed when none did', () => {
    const refused = { ...add, result: { device_add: 'no slot is left' }, after: bareAfter() };
    const { machine, steps } = importRecording(text(source([boot, refused], { first_hot_pfn: 0 })), 'made_up.json');
    // 1 GiB of boot memory: the first DIMM lands at 4G.
    expect(machine.firstHotPfn).toBe(0x100000);
    expect(steps[1]!.actions).toEqual([]);
  });

  test('drops what the guest does with its pages, so that runs are maximal', () => {
    const { observation } = imported(boot, add, online).steps[2]!;
    expect(observation['kpageflags.reserved']).toEqual({ [`${hot}+512`]: 1 });
    expect(observation['kpageflags.owner']).toEqual({ [`${hot}+512`]: 1 });
    expect(observation['kpageflags.nopage']).toEqual({});
    expect(observation['page.link']).toEqual({ [`${hot}+${blockPages}`]: '0:Normal' });
  });

  test('takes no link from a struct page that was never initialised', () => {
    const used = addedAfter();
    used.raw!.struct_pages = [[hot, blockPages, 1, 5, 3, -1515870811, 0]];
    expect(imported(boot, { ...add, after: used }).steps[1]!.observation['page.link']).toEqual({});
  });

  test('tells a field that was seen empty from one that was not seen', () => {
    const died = onlineAfter({
      kpageflags: [],
      kpf_rc: 137,
      dmesg: ['BUG: unable to handle page fault'],
      mhpx: { runs: [[hot, blockPages, { sec: 1 }]] },
    });
    const steps = imported(boot, { ...online, after: died }).steps;
    expect(steps[0]!.observation['kpageflags.nopage']).toEqual({});
    expect(steps[1]!.observation['kpageflags.nopage']).toBeUndefined();
    expect(steps[1]!.walkDied).toBe(true);
  });

  test('knows nothing of a field that the kernel does not show', () => {
    const older = source([boot, add], { unseen: { 'block.zone': 'struct memory_block has no zone' } });
    const { steps } = importRecording(text(older), 'made_up.json');
    expect(steps[1]!.observation['block.zone']).toBeUndefined();
    expect(steps[1]!.observation['block.online_type']).toEqual({ 8: 0 });
  });

  test('lists every block of boot memory that there was at boot', () => {
    const blocks = {
      '1': { state: 'online', valid_zones: 'DMA32', node: '0' },
      '2': { state: 'online', valid_zones: 'DMA32', node: '0' },
    };
    const step = {
      step: 'offline 2',
      ops: [{ op: 'offline', block: 2 }],
      result: { errno: 22 },
      after: bareAfter({ blocks }),
    };
    const atBoot = { ...boot, after: { ...boot.after, blocks } };
    const seen = imported(atBoot, step).steps[1]!.observation['block.state'];
    expect(seen).toEqual({ '1': 'online', '2': 'online' });
  });

  test('leaves out the pageblocks that the guest itself took', () => {
    expect(imported(boot, add, online).steps[2]!.ownPageblocks).toEqual([[hot + 512, hot + 1536]]);
  });

  test('knows by sysfs which pageblocks the guest may have taken, where a block has no zone', () => {
    const after = onlineAfter();
    delete after.raw!.memory_blocks![0]!.zone;
    const { steps } = imported(boot, add, { ...online, after });
    expect(steps[2]!.ownPageblocks).toEqual([[hot + 512, hot + 1536]]);
  });
});
