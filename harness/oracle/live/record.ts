import { firstDimm } from '../../corpus/placement.ts';
import type { PageRun } from '../../types/page_run.ts';
import { decisive } from '../decisive.ts';
import { ramRange } from '../import/boot_memory.ts';
import type { After, DriverRecording, SourceOp, SourceStep } from '../import/source.ts';
import { qemuBytes } from '../qemu_size.ts';
import { TypeInformation } from './btf.ts';
import type { KernelImage } from './debian.ts';
import { type Done, Driver } from './drive.ts';
import { Guest } from './guest.ts';
import { kernelCommandLine, machineWords, numaWords } from './guest_config.ts';
import { KernelMemory } from './kernel_memory.ts';
import { LiveError } from './live_error.ts';
import { look } from './look.ts';
import { needForRun } from './programs.ts';
import { blockFields, readBlocks } from './read_blocks.ts';
import { type PageGeometry, pageFields, readPages } from './read_pages.ts';
import { readZones, zoneFields } from './read_zones.ts';
import type { LiveScenario } from './scenario.ts';
import { Unseen } from './unseen.ts';
import { typeInformation } from './vmlinux.ts';

const pageBytes = 4096;
/** Told after every step: its number, of how many, and its title. */
export type OnStep = (done: number, of: number, title: string) => void;

export interface RecordOptions {
  onStep: OnStep;
  /** Only what the guest tells of itself: for a kernel without type information. */
  guestOnly?: boolean;
}

/**
 * Boots the kernel, runs the scenario and looks after every step. The result has the layout that `record --import`
 * reads, so that a recording made here and one made elsewhere go the same way. Throws LiveError.
 */
export async function recordLive(
  kernel: KernelImage,
  scenario: LiveScenario,
  { onStep, guestOnly = false }: RecordOptions,
): Promise<DriverRecording> {
  needForRun();
  const bytes = guestOnly ? undefined : typeInformation(kernel.image);
  if (bytes === undefined && !guestOnly)
    throw new LiveError(
      `${kernel.image} has no type information`,
      'build it with CONFIG_DEBUG_INFO_BTF=y, or take --guest-only and see less',
    );
  const guest = await Guest.boot(kernel, scenario.guest);
  try {
    const memory = bytes === undefined ? undefined : await KernelMemory.open(guest, layouts(bytes, kernel));
    return await recordIn(guest, memory, kernel, scenario, onStep);
  } finally {
    guest.close();
  }
}

function layouts(bytes: Buffer, { image }: KernelImage): TypeInformation {
  try {
    return new TypeInformation(bytes);
  } catch (error) {
    throw new LiveError(
      `the type information of ${image} cannot be read: ${(error as Error).message}`,
      'take --guest-only and see less',
    );
  }
}

async function recordIn(
  guest: Guest,
  memory: KernelMemory | undefined,
  kernel: KernelImage,
  scenario: LiveScenario,
  onStep: OnStep,
): Promise<DriverRecording> {
  const about = await aboutKernel(guest);
  const unseen = new Unseen();
  await guest.shell('dmesg -c > /tmp/boot');
  const atBoot = await observe(guest, memory, undefined, about, unseen);
  const ramEnd = Math.max(0, ...(atBoot.iomem_ram ?? []).map((line) => ramRange(line)?.[1] ?? 0));
  const firstHotPfn = firstDimm(ramEnd * pageBytes, qemuBytes(scenario.guest.mem) ?? 0) / pageBytes;
  const driver = new Driver(guest, firstHotPfn, about.blockBytes / pageBytes);
  const steps: SourceStep[] = [{ step: 'boot', after: atBoot }];
  for (const [index, { title, ops: planned }] of scenario.steps.entries()) {
    onStep(index + 1, scenario.steps.length, title);
    const done: Done[] = [];
    let inFlight: After | undefined;
    for (const op of planned) {
      const whileInFlight = async () => {
        inFlight = await observe(guest, memory, driver.hot, about, unseen);
      };
      done.push(...(await driver.perform(op, whileInFlight)));
      if ('oops' in (done.at(-1)?.result ?? {})) break;
    }
    const fault = guest.fault();
    const ops = done.map((each) => each.op);
    const result = done[ops.indexOf(decisive(ops) as SourceOp)]?.result ?? null;
    const step: SourceStep = { step: title, ops, result };
    const last = done.at(-1)?.result ?? {};
    if (fault !== undefined || 'oops' in last) {
      // Whoever died held locks: nothing that comes after it says anything, a look least of all.
      steps.push({ ...step, result: { oops: fault, ...last } });
      break;
    }
    const after = await observe(guest, memory, driver.hot, about, unseen);
    // The look itself may have died. That ends nothing: it held no lock.
    guest.fault();
    if (inFlight === undefined) steps.push({ ...step, after });
    else {
      const ending = `${title}: after the signal`;
      steps.push({ ...step, during: 'MEM_GOING_OFFLINE', after: inFlight }, { step: ending, after });
    }
  }
  const { guest: config } = scenario;
  return {
    scenario: 'memmap_on_memory' in about.parameters ? scenario.name : scenario.family,
    about: scenario.about,
    kernel: about.release,
    kernel_dir: kernel.name,
    ...(kernel.package === undefined ? {} : { package: kernel.package }),
    cmdline: kernelCommandLine(config),
    accel: 'tcg',
    block_size: about.blockBytes,
    pages_per_section: about.pagesPerSection,
    pageblock_pages: about.pageblockPages,
    struct_page_bytes: (await unseen.unless([], () => memory?.types.size('page'))) ?? 64,
    params: about.parameters,
    config: about.config,
    guest: {
      mem: config.mem,
      numa: numaWords(config)
        .map((words) => `'${words}'`)
        .join(' '),
      qemu: machineWords(config).join(' '),
    },
    first_hot_pfn: firstHotPfn,
    unseen: Object.fromEntries(unseen.why),
    steps,
  };
}

/** A kernel with DEBUG_VM, unless it was told to leave fresh struct pages as they are. */
const poisons = "grep -q ' page_init_poison$' /proc/kallsyms && ! grep -q 'vm_debug=-' /proc/cmdline";

interface AboutKernel extends PageGeometry {
  release: string;
  blockBytes: number;
  parameters: Record<string, string>;
  config: { debug_vm: boolean; kasan: boolean; page_ext: boolean; memory_failure: boolean; hibernation: boolean };
}

async function aboutKernel(guest: Guest): Promise<AboutKernel> {
  const text = async (line: string) => (await guest.shell(line)).output.trim();
  const parameters: Record<string, string> = {};
  const folder = '/sys/module/memory_hotplug/parameters';
  for (const name of (await text(`ls ${folder} 2>/dev/null`)).split(/\s+/).filter(Boolean))
    parameters[name] = await text(`cat ${folder}/${name}`);
  const pageblock = Number(await text("sed -n 's/^Pages per block: *//p' /proc/pagetypeinfo"));
  const symbol = async (name: string) => (await guest.shell(`grep -q ' ${name}$' /proc/kallsyms`)).status === 0;
  const there = async (path: string) => (await guest.shell(`test -e ${path}`)).status === 0;
  const blockBytes = Number.parseInt(await text('cat /sys/devices/system/memory/block_size_bytes'), 16);
  if (!(blockBytes > 0))
    throw new LiveError(
      'this kernel has no memory hotplug',
      'build it with CONFIG_MEMORY_HOTPLUG=y, CONFIG_MEMORY_HOTREMOVE=y',
    );
  return {
    release: await text('uname -r'),
    blockBytes,
    pagesPerSection: 2 ** 27 / pageBytes,
    pageblockPages: pageblock > 0 ? pageblock : 512,
    parameters,
    config: {
      debug_vm: (await guest.shell(poisons)).status === 0,
      kasan: await symbol('kasan_add_zero_shadow'),
      // Nobody here but page_owner=on asks for it.
      page_ext: await there('/sys/kernel/debug/page_owner'),
      memory_failure: await there('/sys/devices/system/memory/hard_offline_page'),
      hibernation: await there('/sys/power/disk'),
    },
  };
}

/** From outside first: the guest's own look at itself takes and gives back pages. */
async function observe(
  guest: Guest,
  memory: KernelMemory | undefined,
  hot: PageRun | undefined,
  geometry: PageGeometry,
  unseen: Unseen,
): Promise<After> {
  if (memory === undefined) return look(guest, hot ?? [0, 0]);
  const read = await unseen.unless(zoneFields, () => readZones(memory, unseen));
  const max = await unseen.unless(['max_pfn'], () => memory.variable('max_pfn'));
  const range = hot ?? [0, 0];
  const raw = {
    ...(read === undefined ? {} : { nodes: read.nodes, zones: read.zones }),
    ...(max === undefined ? {} : { max_pfn: Number(max) }),
    memory_blocks: await unseen.unless(blockFields, () =>
      hot === undefined ? [] : readBlocks(memory, read?.zoneAt ?? new Map(), unseen),
    ),
    ...(await unseen.unless(pageFields, () => readPages(memory, range, geometry, unseen))),
  };
  const told = await look(guest, range);
  return { ...told, raw: { ...told.raw, ...raw } };
}
