import { errnoName } from '../../kernel/include/errno.ts';
import { pagesIn } from '../../types/page_run.ts';
import type { Action, BlockRef, Fixture, GuestNeeds, Machine, PagesOf, Step } from '../../types/scenario.ts';
import { qemuSize } from '../qemu_size.ts';
import { firstBlock } from './drive.ts';
import { defaultGuest, type GuestConfig } from './guest_config.ts';
import { LiveError } from './live_error.ts';
import { type LiveOp, type LiveScenario, type LiveStep, liveWalkers } from './scenario.ts';

const gibi = 2 ** 30;
const mebi = 2 ** 20;
const fourGiga = 4 * gibi;

/**
 * A fixture as something to do to real guests, on the machine that comes closest: one, or one for each value of
 * memmap_on_memory that it lists. Throws LiveError that says which step or which property of the machine a guest cannot
 * have.
 */
export function scenariosOf(fixture: Fixture, named: string = fixture.id): LiveScenario[] {
  const { machine, guest: needs = {} } = fixture;
  const name = fixture.id.replaceAll('/', '-');
  const common = {
    family: name,
    about: fixture.title,
    steps: fixture.steps.map((step) => stepOf(step, fixture)),
  };
  const guest = guestLike(machine, needs, fixture.id);
  const { memmapOnMemory: values } = needs;
  if (values === undefined) return [{ ...common, name, named, guest }];
  return values.map((value) => {
    const word = parameter[value];
    const suffix = values.length > 1 ? `_mom${word ?? 'unset'}` : '';
    return { ...common, name: name + suffix, named: named + suffix, guest: { ...guest, memmapOnMemory: word } };
  });
}

/** `memory_hotplug.memmap_on_memory=`. */
const parameter = { off: '0', on: '1', force: 'force', unset: undefined } as const;

function cannot({ file }: Fixture, line: number, what: string): LiveError {
  return new LiveError(`${file}:${line}: a real guest cannot ${what}`, 'leave the fixture out, or record another one');
}

function stepOf({ title, actions, during, line }: Step, fixture: Fixture): LiveStep {
  const from = blocksAboveFirst(fixture.machine);
  const ops = actions.map((action) => {
    const op = opOf(action, fixture.machine, from);
    if (typeof op === 'string') throw cannot(fixture, line, op);
    return op;
  });
  if (during === undefined) return { title, ops };
  // It goes on until its signal comes: time enough to look.
  const last = ops.at(-1);
  if (during !== 'MEM_GOING_OFFLINE' || last?.op !== 'offline' || ops.at(-2)?.op !== 'signal')
    throw cannot(
      fixture,
      line,
      `be looked at during ${during}: it has no hook there, but for \`do: [signal, { offline: d0 }]\``,
    );
  return { title, ops: [...ops.slice(0, -1), { ...last, inFlight: true }] };
}

/** QEMU's q35 with as much memory, at the same places. */
function guestLike(machine: Machine, needs: GuestNeeds, id: string): GuestConfig {
  const { config, pageBytes, pagesPerBlock, nodes } = machine;
  const no = (what: string) => new LiveError(`${id}: no guest here ${what}`, 'only x86-64 machines are recorded');
  if (machine.arch !== 'x86-64') throw no(`is of ${machine.arch}`);
  if (machine.structPageBytes !== 64) throw no(`has struct pages of ${machine.structPageBytes} bytes`);
  if (machine.pageblockPages !== 512) throw no(`has pageblocks of ${machine.pageblockPages} pages`);
  if (config.debug_vm || config.kasan || config.page_ext) throw no('has DEBUG_VM, KASAN or page_ext: build a kernel');
  const block = pagesPerBlock * pageBytes;
  const end = Math.max(...nodes.flatMap(({ ram }) => ram.map(([, last]) => last * pageBytes)));
  const bytes = end > fourGiga ? end - 2 * gibi : Math.ceil(end / (128 * mebi)) * 128 * mebi;
  const big = bigBlocks[block / mebi];
  if (block !== 128 * mebi && big === undefined) throw no(`has blocks of ${block / mebi} MiB`);
  const mem = needs.mem ?? big ?? qemuSize(bytes);
  return {
    ...defaultGuest,
    mem,
    ...(big === undefined ? {} : { maxmem: '96G' }),
    memmapOnMemory: parameter[config.memmap_on_memory],
    defaultState: needs.defaultOnline === 'unset' ? undefined : config.default_online,
    append: [big === undefined ? '' : 'memmap=60G$6G', ...switches(machine), needs.append ?? '']
      .filter((word) => word !== '')
      .join(' '),
    nodes: nodes.length > 1 ? numaSizes(machine, mem) : [],
  };
}

/** The machine's switches as words of the kernel's command line; what is its default is left out. */
function switches({ config }: Machine): string[] {
  const policy = config.online_policy === 'auto-movable';
  return [
    config.movable_node ? 'movable_node' : '',
    policy ? 'memory_hotplug.online_policy=auto-movable' : '',
    policy && config.auto_movable_ratio !== 301 ? `memory_hotplug.auto_movable_ratio=${config.auto_movable_ratio}` : '',
    policy && !config.auto_movable_numa_aware ? 'memory_hotplug.auto_movable_numa_aware=N' : '',
  ];
}

/** Boot memory whose end is a multiple of the block size and of no larger one; above 64G that decides the size. */
const bigBlocks: Record<number, string> = { 256: '67840M', 512: '68096M', 1024: '67G', 2048: '66G' };

/** The first node gets what is left when the others have theirs. */
function numaSizes({ nodes, pageBytes }: Machine, mem: string): string[] {
  const total = Number.parseInt(mem, 10) * (mem.endsWith('G') ? gibi : mebi);
  // What firmware keeps of it, QEMU gives all the same.
  const sizes = nodes.slice(1).map(({ ram }) => Math.ceil((pagesIn(ram) * pageBytes) / mebi) * mebi);
  return [total - sizes.reduce((sum, size) => sum + size, 0), ...sizes].map((size) =>
    size === 0 ? '0' : qemuSize(size),
  );
}

type Translate = (block: BlockRef) => BlockRef;

/** Blocks that a fixture gives by number are those of its machine; in a guest they are counted from the first DIMM. */
function blocksAboveFirst({ firstHotPfn, pagesPerBlock }: Machine): Translate {
  return (block) =>
    typeof block === 'number' && block * pagesPerBlock >= firstHotPfn
      ? `${firstBlock}[${block - firstHotPfn / pagesPerBlock}]`
      : block;
}

/** What to do, or what of it cannot be done. */
function opOf(action: Action, machine: Machine, from: Translate): LiveOp | string {
  switch (action.op) {
    case 'add': {
      if (action.memmapOnMemory === false) return 'add memory other than through ACPI';
      const bytes = action.pages * machine.pageBytes;
      const dirty = machine.config.dirty_memory ? { dirty: true } : {};
      const at = action.at === undefined ? {} : { at: (action.at - machine.firstHotPfn) * machine.pageBytes };
      return { op: 'add', dimm: action.dimm, bytes, node: action.node, ...at, ...dirty };
    }
    case 'online':
    case 'online_kernel':
    case 'online_movable':
    case 'offline':
      return { op: action.op, block: from(action.block) };
    case 'remove':
      return { op: 'remove', dimm: action.dimm };
    case 'inject':
      return { op: 'inject', action: action.action, errno: action.errno === 0 ? 'none' : errnoName(action.errno) };
    case 'write':
      return { op: 'write', file: action.file, value: action.value, ...whole(action.block, from) };
    case 'signal':
      return { op: 'signal' };
    case 'walk': {
      const walker = liveWalkers.find((each) => each === action.walker);
      const partly = action.node !== undefined || action.zone !== undefined || action.block !== undefined;
      if (walker === undefined || partly) return `have ${action.walker} go over ${partly ? 'a part' : 'its memory'}`;
      return { op: 'walk', walker };
    }
    case 'fail':
      if (action.function !== 'add_memory_block' || action.times !== 1) return `let ${action.function}() fail`;
      return { op: 'fail', errno: errnoName(action.errno) };
    case 'occupy': {
      const kind = action.by ?? ({ movable: 'anon', pinned: 'vmsplice' } as const)[action.use as 'movable' | 'pinned'];
      if (kind === undefined) return `put ${action.use} pages where a scenario wants them`;
      const { nr } = action.pages;
      const inPages = kind === 'vmsplice' || kind === 'uring';
      const number = inPages ? nr : Math.max(1, Math.round((nr * machine.pageBytes) / mebi));
      return { op: 'hold', name: nameOf(action.pages), kind, number };
    }
    case 'release':
      return { op: 'drop', name: nameOf(action.pages) };
    case 'memory_failure':
    case 'soft_offline':
      return { op: action.op, block: from(action.page.block), page: action.page.first };
    default:
      return `${action.op}: that is only for the model`;
  }
}

function whole(block: BlockRef | undefined, from: Translate): { block?: BlockRef } {
  return block === undefined ? {} : { block: from(block) };
}

function nameOf({ block, first, nr }: PagesOf): string {
  return `p${String(block).replace(/\W/g, '_')}_${first}_${nr}`;
}
