import { firstDimm } from '../../corpus/placement.ts';
import type { PageRun } from '../../types/page_run.ts';
import { decisive } from '../decisive.ts';
import { ramRange } from '../import/boot_memory.ts';
import type { After, DriverRecording, SourceOp, SourceStep } from '../import/source.ts';
import { qemuBytes } from '../qemu_size.ts';
import { TypeInformation } from './btf.ts';
import type { KernelImage } from './debian.ts';
import { type Done, Driver } from './drive.ts';
import type { Guest } from './guest.ts';
import { kernelCommandLine, machineWords, numaWords } from './guest_config.ts';
import { imageHash } from './image_hash.ts';
import { KernelMemory } from './kernel_memory.ts';
import { GuestError, LiveError } from './live_error.ts';
import { look } from './look.ts';
import { withGuest } from './pool.ts';
import { needForRun } from './programs.ts';
import { blockFields, readBlocks } from './read_blocks.ts';
import { type PageGeometry, pageFields, readPages } from './read_pages.ts';
import { readZones, zoneFields } from './read_zones.ts';
import type { LiveScenario } from './scenario.ts';
import type { AboutKernel } from './told.ts';
import { Unseen } from './unseen.ts';
import { typeInformation } from './vmlinux.ts';

const pageBytes = 4096;
/** Told after every step: its number, of how many, and its title. */
export type OnStep = (done: number, of: number, title: string) => void;

export interface RecordOptions {
  onStep: OnStep;
  /** Only what the guest tells of itself: for a kernel without type information. */
  guestOnly?: boolean;
  /** Boot for this scenario, rather than going on from where an earlier boot was frozen. */
  bootEach?: boolean;
  /** A guest that goes away, or does not come back from a step, ends the recording and is no error. */
  mayDie?: boolean;
}

/**
 * Runs the scenario on the kernel and looks after every step. The result has the layout that `record --import`
 * reads, so that a recording made here and one made elsewhere go the same way. Throws LiveError.
 */
export async function recordLive(
  kernel: KernelImage,
  scenario: LiveScenario,
  { onStep, guestOnly = false, bootEach = false, mayDie = false }: RecordOptions,
): Promise<DriverRecording> {
  needForRun();
  const types = guestOnly ? undefined : typesOf(kernel);
  return withGuest(
    kernel,
    scenario.guest,
    (guest, told) => {
      const memory = types && new KernelMemory(guest, types, told.symbols);
      return recordIn(guest, memory, kernel, told.about, scenario, { onStep, mayDie });
    },
    { bootEach },
  );
}

const known = new Map<string, TypeInformation>();

/** Read once for all scenarios. Throws LiveError. */
function typesOf(kernel: KernelImage): TypeInformation {
  const key = imageHash(kernel);
  const types = known.get(key) ?? layouts(kernel);
  known.set(key, types);
  return types;
}

function layouts({ image }: KernelImage): TypeInformation {
  const bytes = typeInformation(image);
  if (bytes === undefined)
    throw new LiveError(
      `${image} has no type information`,
      'build it with CONFIG_DEBUG_INFO_BTF=y, or take --guest-only and see less',
    );
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
  about: AboutKernel,
  scenario: LiveScenario,
  { onStep, mayDie }: Required<Pick<RecordOptions, 'onStep' | 'mayDie'>>,
): Promise<DriverRecording> {
  const unseen = new Unseen();
  const atBoot = await observe(guest, memory, undefined, about, unseen);
  const ramEnd = Math.max(0, ...(atBoot.iomem_ram ?? []).map((line) => ramRange(line)?.[1] ?? 0));
  const firstHotPfn = firstDimm(ramEnd * pageBytes, qemuBytes(scenario.guest.mem) ?? 0) / pageBytes;
  const driver = new Driver(guest, firstHotPfn, about.blockBytes / pageBytes);
  const steps: SourceStep[] = [{ step: 'boot', after: atBoot }];
  for (const [index, planned] of scenario.steps.entries()) {
    onStep(index + 1, scenario.steps.length, planned.title);
    try {
      const taken = await stepIn(planned);
      steps.push(...taken);
      if (taken.some(({ console }) => console !== undefined)) break;
    } catch (error) {
      if (!mayDie || !(error instanceof GuestError)) throw error;
      const died = guest.fault() === undefined ? 'stuck' : 'oops';
      steps.push({ step: planned.title, died, console: error.console });
      break;
    }
  }

  async function stepIn({ title, ops: planned }: LiveScenario['steps'][number]): Promise<SourceStep[]> {
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
    // Whoever died held locks: nothing that comes after it says anything, a look least of all.
    if (fault !== undefined || 'oops' in last)
      return [{ ...step, result: { oops: fault, ...last }, console: guest.lastLines() }];
    const after = await observe(guest, memory, driver.hot, about, unseen);
    // The look itself may have died. That ends nothing: it held no lock.
    guest.fault();
    if (inFlight === undefined) return [{ ...step, after }];
    const ending = `${title}: after the signal`;
    return [
      { ...step, during: 'MEM_GOING_OFFLINE', after: inFlight },
      { step: ending, after },
    ];
  }

  const { guest: config } = scenario;
  return {
    scenario: 'memmap_on_memory' in about.parameters ? scenario.name : scenario.family,
    about: scenario.about,
    kernel: about.release,
    kernel_dir: kernel.name,
    ...(kernel.package === undefined ? {} : { package: kernel.package }),
    cmdline: kernelCommandLine(config),
    accel: guest.accelerator,
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
      qemu: machineWords(config, guest.accelerator).join(' '),
    },
    first_hot_pfn: firstHotPfn,
    unseen: Object.fromEntries(unseen.why),
    steps,
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
