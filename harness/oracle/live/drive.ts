import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseBlockRef } from '../../corpus/block_ref.ts';
import { wholeBlocks } from '../../corpus/placement.ts';
import { errnos } from '../../kernel/include/errno.ts';
import { type PageRun, runOf } from '../../types/page_run.ts';
import type { BlockRef, OnlineState } from '../../types/scenario.ts';
import type { SourceOp } from '../import/source.ts';
import type { Guest } from './guest.ts';
import { LiveError } from './live_error.ts';
import { QmpError } from './qmp.ts';
import type { LiveOp, LiveWalker } from './scenario.ts';

/** An operation as a recording tells it, and what it returned. */
export interface Done {
  op: SourceOp;
  result: Record<string, unknown>;
}

interface Dimm {
  first: number;
  pages: number;
}

/** `first[3]`: the fourth block above where the first DIMM lands. */
export const firstBlock = 'first';

const sysfs = '/sys/devices/system/memory';
const parameters = '/sys/module/memory_hotplug/parameters';

/** What makes the kernel walk: a file to write to, or a line of shell. */
const walks: Record<LiveWalker, { write: string; to: string } | string> = {
  kmemleak: { write: 'scan', to: '/sys/kernel/debug/kmemleak' },
  compaction: { write: '1', to: '/proc/sys/vm/compact_memory' },
  kpageflags: 'cat /proc/kpageflags > /dev/null',
};

/** Does to a guest what a scenario says, and remembers where things are. */
export class Driver {
  readonly dimms = new Map<string, Dimm>();
  /** From the first to the last page frame that was ever hot-added. */
  hot: PageRun | undefined;
  private readonly guest: Guest;
  private readonly firstHotPfn: number;
  private readonly pagesPerBlock: number;
  private readonly held = new Map<string, { pages: PageRun[] }>();
  private signal = false;
  private injecting = false;

  constructor(guest: Guest, firstHotPfn: number, pagesPerBlock: number) {
    this.guest = guest;
    this.firstHotPfn = firstHotPfn;
    this.pagesPerBlock = pagesPerBlock;
  }

  /** `whileInFlight` is called when an offline that asks for it is stuck, before it gets its signal. */
  async perform(op: LiveOp, whileInFlight: () => Promise<void>): Promise<Done[]> {
    switch (op.op) {
      case 'add':
        return [await this.add(op)];
      case 'remove':
        return [await this.remove(op.dimm)];
      case 'online':
      case 'online_kernel':
      case 'online_movable':
      case 'offline':
        return this.state(op.op, op.block, op.inFlight === true ? whileInFlight : undefined);
      case 'inject':
        return [await this.inject(op.action, errnoOf(op.errno))];
      case 'write':
        return [await this.write(op)];
      case 'hold':
        return [await this.hold(op)];
      case 'drop':
        return [await this.drop(op.name)];
      case 'signal':
        this.signal = true;
        return [{ op: { op: 'signal' }, result: { errno: 0 } }];
      case 'walk':
        return [await this.walk(op.walker)];
      case 'fail':
        return [await this.failBlockDevice(errnoOf(op.errno))];
      case 'memory_failure':
      case 'soft_offline':
        return [await this.poison(op.op, this.blocks(op.block)[0] as number, op.page)];
    }
  }

  private async add(op: Extract<LiveOp, { op: 'add' }>): Promise<Done> {
    const { qmp } = this.guest;
    const told: SourceOp = { op: 'add', dimm: op.dimm, bytes: op.bytes, node: op.node ?? 0 };
    const address = op.at === undefined ? undefined : this.firstHotPfn * 4096 + op.at;
    if (address !== undefined) told['addr'] = address;
    if (op.dirty) told['dirty'] = true;
    const backend = { id: `m${op.dimm}`, size: op.bytes };
    try {
      if (op.dirty) {
        const file = this.guest.path(`dimm-${op.dimm}`);
        fillFile(file, op.bytes);
        await qmp.send('object-add', { 'qom-type': 'memory-backend-file', ...backend, share: true, 'mem-path': file });
      } else await qmp.send('object-add', { 'qom-type': 'memory-backend-ram', ...backend, reserve: false });
    } catch (error) {
      if (error instanceof QmpError) return { op: told, result: { object_add: error.message } };
      throw error;
    }
    qmp.forgetEvents();
    try {
      await qmp.send('device_add', {
        driver: 'pc-dimm',
        id: op.dimm,
        memdev: backend.id,
        ...(op.node === undefined ? {} : { node: op.node }),
        ...(address === undefined ? {} : { addr: address }),
      });
    } catch (error) {
      if (!(error instanceof QmpError)) throw error;
      await qmp.send('object-del', { id: backend.id });
      return { op: told, result: { device_add: error.message } };
    }
    await qmp.event(['ACPI_DEVICE_OST'], 20);
    // The guest may still be busy after it told ACPI: udev events, blocks that come online by themselves.
    await sleep(200);
    const devices = await qmp.send<{ data: { id?: string; addr: number; size: number } }[]>('query-memory-devices');
    const device = devices.find(({ data }) => data.id === op.dimm)?.data;
    if (device !== undefined) {
      this.remember(op.dimm, device.addr / 4096, device.size / 4096);
      told['node'] = (await this.nodeOf(Math.floor(device.addr / 4096 / this.pagesPerBlock))) ?? told['node'];
    }
    return { op: told, result: { ok: true, addr: device?.addr } };
  }

  /** The node a block came to: the kernel numbers nodes in the order it meets them, QEMU as it was told. */
  private async nodeOf(block: number): Promise<number | undefined> {
    const { output } = await this.guest.shell(`ls -1 ${sysfs}/memory${block} 2>/dev/null`);
    const found = /^node(\d+)$/m.exec(output);
    return found === null ? undefined : Number(found[1]);
  }

  private remember(dimm: string, first: number, pages: number): void {
    this.dimms.set(dimm, { first, pages });
    const [start, end] = this.hot ?? [first, first + pages];
    this.hot = [Math.min(start, first), Math.max(end, first + pages)];
  }

  private async remove(dimm: string): Promise<Done> {
    const { qmp } = this.guest;
    const op: SourceOp = { op: 'remove', dimm };
    qmp.forgetEvents();
    try {
      await qmp.send('device_del', { id: dimm });
    } catch (error) {
      if (error instanceof QmpError) return { op, result: { device_del: error.message } };
      throw error;
    }
    const event = await this.removalEvent();
    await sleep(100);
    await qmp.send('query-status');
    const deleted = event === 'DEVICE_DELETED' || (await qmp.event(['DEVICE_DELETED'], 0.05)) !== undefined;
    if (deleted) {
      await qmp.send('object-del', { id: `m${dimm}` });
      this.dimms.delete(dimm);
    }
    return { op, result: { event: deleted ? 'DEVICE_DELETED' : event } };
  }

  /** ACPI first says that ejection is in progress (0x84), then how it ended. */
  private async removalEvent(): Promise<string | undefined> {
    for (;;) {
      const names = ['DEVICE_DELETED', 'MEM_UNPLUG_ERROR', 'DEVICE_UNPLUG_GUEST_ERROR', 'ACPI_DEVICE_OST'];
      const event = await this.guest.qmp.event(names, 60);
      if (event?.event !== 'ACPI_DEVICE_OST') return event?.event;
      if ((event.data['info'] as { status: number }).status !== 0x84) return event.event;
    }
  }

  private async state(action: OnlineState, ref: BlockRef, look?: () => Promise<void>): Promise<Done[]> {
    const done: Done[] = [];
    for (const block of this.blocks(ref)) {
      const file = `${sysfs}/memory${block}/state`;
      const interruptible = action === 'offline' && (this.signal || look !== undefined);
      const result = interruptible ? await this.interrupt(action, file, look) : await this.put(action, file);
      if (interruptible) this.signal = false;
      done.push({ op: { op: action, block }, result });
      if ('oops' in result) break;
    }
    return done;
  }

  /** The write in the background; SIGTERM when it has not ended after three seconds of trying. */
  private async interrupt(value: string, file: string, look?: () => Promise<void>): Promise<Record<string, unknown>> {
    await this.guest.shell(`put ${value} ${file} > /tmp/put 2>&1 & echo $! > /tmp/pid`);
    await sleep(3000);
    if (look !== undefined) await look();
    await this.guest.shell('kill -TERM $(cat /tmp/pid)');
    for (let attempt = 0; attempt < 100; attempt++) {
      const { output } = await this.guest.shell('cat /tmp/put');
      const found = /put (\d+)/.exec(output);
      if (found !== null) return { errno: Number(found[1]) };
      await sleep(100);
    }
    throw new LiveError(`the write of ${value} to ${file} does not end, not even with a signal`);
  }

  private async put(value: string, file: string): Promise<Record<string, unknown>> {
    const { output } = await this.guest.shell(`put '${value}' ${file}`);
    const found = /put (\d+)/.exec(output);
    const oops = found === null ? this.guest.fault() : undefined;
    if (oops !== undefined) return { oops };
    if (found === null) throw new LiveError(`the guest said "${output}" to a write of ${value} to ${file}`);
    return { errno: Number(found[1]) };
  }

  /** Has one of the kernel's walkers go over all of memory. */
  private async walk(walker: LiveWalker): Promise<Done> {
    const file = walks[walker];
    const op: SourceOp = { op: 'walk', walker };
    if (typeof file === 'object') return { op, result: await this.put(file.write, file.to) };
    const { status } = await this.guest.shell(file);
    const oops = this.guest.fault();
    return { op, result: oops === undefined ? { errno: status === 0 ? 0 : errnos.EIO } : { oops } };
  }

  /** Debian's kernels cannot: docs/checking-your-kernel.md has the lines that give a kernel the switch. */
  private async failBlockDevice(errno: number): Promise<Done> {
    const result = await this.put(String(errno), `${parameters}/fail_block_device`);
    if (result['errno'] !== 0)
      throw new LiveError(
        'this kernel cannot be told that a memory block device fails to be created',
        'it needs a parameter memory_hotplug.fail_block_device: see docs/checking-your-kernel.md',
      );
    return { op: { op: 'fail', function: 'add_memory_block', errno, times: 1 }, result };
  }

  private async inject(action: string, errno: number): Promise<Done> {
    if (!this.injecting) {
      await this.guest.shell('insmod /mod/notifier-error-inject.ko; insmod /mod/memory-notifier-error-inject.ko');
      this.injecting = true;
    }
    const file = `/sys/kernel/debug/notifier-error-inject/memory/actions/${action}/error`;
    const result = await this.put(String(-errno), file);
    if (result['errno'] !== 0)
      throw new LiveError(
        `errors of ${action} cannot be injected into this kernel`,
        'it needs CONFIG_MEMORY_NOTIFIER_ERROR_INJECT; it knows MEM_GOING_ONLINE and MEM_GOING_OFFLINE',
      );
    return { op: { op: 'inject', action, errno: -errno }, result };
  }

  private async write(op: Extract<LiveOp, { op: 'write' }>): Promise<Done> {
    const block = op.block === undefined ? undefined : (this.blocks(op.block)[0] as number);
    const folder = op.file === 'auto_online_blocks' ? sysfs : parameters;
    const file = block === undefined ? `${folder}/${op.file}` : `${sysfs}/memory${block}/${op.file}`;
    const told: SourceOp = { op: 'write', file: op.file, value: op.value };
    if (block !== undefined) told['block'] = block;
    return { op: told, result: await this.put(op.value, file) };
  }

  private async hold({ name, kind, number }: Extract<LiveOp, { op: 'hold' }>): Promise<Done> {
    const { guest } = this;
    await guest.shell(`hold ${kind} ${number} > /tmp/hold.${name} 2>&1 & echo $! > /tmp/hold.${name}.pid`);
    for (let attempt = 0; attempt < 300; attempt++) {
      const { output } = await guest.shell(`tail -n 1 /tmp/hold.${name}`);
      if (output.startsWith('failed')) throw new LiveError(`hold ${kind} ${number}: ${output}`);
      if (output.startsWith('held')) break;
      await sleep(100);
    }
    const { output } = await guest.shell(`grep run /tmp/hold.${name}`);
    const pages = output.split('\n').flatMap((line): PageRun[] => {
      const [, first, nr] = line.split(' ').map(Number);
      return first !== undefined && nr !== undefined && first >= this.firstHotPfn ? [[first, nr]] : [];
    });
    this.held.set(name, { pages });
    return { op: { op: 'hog', kind, pages }, result: { errno: 0 } };
  }

  private async drop(name: string): Promise<Done> {
    const pages = this.held.get(name)?.pages;
    if (pages === undefined) throw new LiveError(`nothing is held as "${name}"`);
    await this.guest.shell(`kill -KILL $(cat /tmp/hold.${name}.pid)`);
    await sleep(300);
    this.held.delete(name);
    return { op: { op: 'unhog', pages }, result: { errno: 0 } };
  }

  private async poison(kind: 'memory_failure' | 'soft_offline', block: number, page: number): Promise<Done> {
    const pfn = block * this.pagesPerBlock + page;
    const file = kind === 'memory_failure' ? `${sysfs}/hard_offline_page` : `${sysfs}/soft_offline_page`;
    return { op: { op: kind, pfn }, result: await this.put(`0x${(pfn * 4096).toString(16)}`, file) };
  }

  private blocks(ref: BlockRef): number[] {
    const parsed = parseBlockRef(ref);
    if (parsed === undefined) throw new LiveError(`"${ref}" names no block`);
    if ('block' in parsed) return [parsed.block];
    // Blocks counted from where the first DIMM lands, whichever DIMM they are of.
    if (parsed.dimm === firstBlock) return [this.firstHotPfn / this.pagesPerBlock + (parsed.from ?? 0)];
    const dimm = this.dimms.get(parsed.dimm);
    if (dimm === undefined) throw new LiveError(`"${ref}": no DIMM of this name is plugged`);
    const { first, count } = wholeBlocks(runOf(dimm.first, dimm.pages), this.pagesPerBlock);
    const from = parsed.from ?? 0;
    const to = parsed.to ?? (parsed.all ? count - 1 : from);
    return Array.from({ length: to - from + 1 }, (_, index) => first + from + index);
  }
}

/** A memory that was used before: no byte of it is zero. */
function fillFile(file: string, bytes: number): void {
  const handle = openSync(file, 'w');
  const part = Buffer.alloc(1 << 20, 0xa5);
  for (let at = 0; at < bytes; at += part.length) writeSync(handle, part);
  ftruncateSync(handle, bytes);
  closeSync(handle);
}

/** `EBUSY`, `-16`, or `none`. */
function errnoOf(text: string): number {
  if (text === 'none') return 0;
  const number = Object.hasOwn(errnos, text) ? errnos[text as keyof typeof errnos] : Math.abs(Number(text));
  if (Number.isInteger(number)) return number;
  throw new LiveError(`"${text}" is no errno that is known here`, `known: ${Object.keys(errnos).join(', ')}`);
}
