import { errnoName } from '../../kernel/include/errno.ts';
import type { Action, BlockRef, Fixture, Machine, PagesOf } from '../../types/scenario.ts';
import { firstBlock } from './drive.ts';
import { defaultGuest, type GuestConfig } from './guest_config.ts';
import { LiveError } from './live_error.ts';
import type { LiveOp, LiveScenario } from './scenario.ts';

const gibi = 2 ** 30;
const mebi = 2 ** 20;
const fourGiga = 4 * gibi;

/**
 * A fixture as something to do to a real guest, on the machine that comes closest. Throws LiveError that says which
 * step or which property of the machine a guest cannot have.
 */
export function scenarioOf(fixture: Fixture): LiveScenario {
  const { machine } = fixture;
  const guest = guestLike(machine, fixture.id);
  const from = blocksAboveFirst(machine);
  const name = fixture.id.replaceAll('/', '-');
  return {
    name,
    family: name,
    named: fixture.id,
    about: fixture.title,
    guest,
    steps: fixture.steps.map((step) => {
      if (step.during !== undefined)
        throw cannot(fixture, step.line, `look at the machine during ${step.during}: a guest has no hook there`);
      const ops = step.actions.map((action) => {
        const op = opOf(action, machine, from);
        if (typeof op === 'string') throw cannot(fixture, step.line, op);
        return op;
      });
      return { title: step.title, ops };
    }),
  };
}

function cannot({ file }: Fixture, line: number, what: string): LiveError {
  return new LiveError(`${file}:${line}: a real guest cannot ${what}`, 'leave the fixture out, or record another one');
}

/** QEMU's q35 with as much memory, at the same places. */
function guestLike(machine: Machine, id: string): GuestConfig {
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
  const mem = big ?? `${bytes / mebi}M`;
  const append = [
    big === undefined ? '' : 'memmap=60G$6G',
    config.movable_node ? 'movable_node' : '',
    config.online_policy === 'auto-movable'
      ? `memory_hotplug.online_policy=auto-movable memory_hotplug.auto_movable_ratio=${config.auto_movable_ratio}`
      : '',
  ];
  return {
    ...defaultGuest,
    mem,
    maxmem: big === undefined ? '64G' : '128G',
    memmapOnMemory: { off: '0', on: '1', force: 'force' }[config.memmap_on_memory],
    defaultState: config.default_online,
    append: append.filter((word) => word !== '').join(' '),
    nodes: nodes.length > 1 ? numaSizes(machine, mem) : [],
  };
}

/** Boot memory whose end is a multiple of the block size and of no larger one; above 64G that decides the size. */
const bigBlocks: Record<number, string> = { 256: '67840M', 512: '68096M', 1024: '67G', 2048: '66G' };

/** The first node gets what is left when the others have theirs. */
function numaSizes({ nodes, pageBytes }: Machine, mem: string): string[] {
  const total = Number.parseInt(mem, 10) * (mem.endsWith('G') ? 1024 : 1);
  const sizes = nodes
    .slice(1)
    .map(({ ram }) => ram.reduce((sum, [from, to]) => sum + ((to - from) * pageBytes) / mebi, 0));
  return [total - sizes.reduce((sum, size) => sum + size, 0), ...sizes].map((size) => `${size}M`);
}

type Translate = (block: BlockRef) => BlockRef;

/** Blocks of a fixture are numbers on its own machine; in a guest they are counted from where its first DIMM lands. */
function blocksAboveFirst({ firstHotPfn, pagesPerBlock }: Machine): Translate {
  return (block) =>
    typeof block === 'number' && block * pagesPerBlock >= firstHotPfn
      ? above(block - firstHotPfn / pagesPerBlock)
      : block;
}

const above = (blocks: number): string => `${firstBlock}[${blocks}]`;

/** What to do, or what of it cannot be done. */
function opOf(action: Action, machine: Machine, from: Translate): LiveOp | string {
  switch (action.op) {
    case 'add': {
      if (action.memmapOnMemory === false) return 'add memory other than through ACPI';
      const bytes = action.pages * machine.pageBytes;
      const at = ((action.at ?? machine.firstHotPfn) - machine.firstHotPfn) * machine.pageBytes;
      const dirty = machine.config.dirty_memory ? { dirty: true } : {};
      return { op: 'add', dimm: action.dimm, bytes, node: action.node, at, ...dirty };
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
    case 'occupy': {
      const kind = ({ movable: 'anon', pinned: 'vmsplice' } as const)[action.use as 'movable' | 'pinned'];
      if (kind === undefined) return `put ${action.use} pages where a scenario wants them`;
      const { nr } = action.pages;
      const number = kind === 'anon' ? Math.max(1, Math.round((nr * machine.pageBytes) / mebi)) : nr;
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
