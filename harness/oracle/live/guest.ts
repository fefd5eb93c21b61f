import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shellQuoted } from '../../text/shell.ts';
import { type Accelerator, accelerator } from './accelerator.ts';
import { Channel } from './channel.ts';
import type { KernelImage } from './debian.ts';
import { type GuestConfig, kernelCommandLine, machineWords, type RamFiles } from './guest_config.ts';
import { initramfsFor } from './initramfs.ts';
import { GuestError, LiveError } from './live_error.ts';
import { needForRun } from './programs.ts';
import { Qmp } from './qmp.ts';

/** Seconds that things may take under TCG on a busy machine. */
const limits = { boot: 240, command: 200, guest: 900, move: 60 };

/** What a guest is made of. */
export interface Made {
  kernel: KernelImage;
  config: GuestConfig;
  accelerator: Accelerator;
}

/** Of a frozen guest: everything but its memory. */
const stateFile = 'state';

/** What is in files of its own is not copied: the guest's memory is where it was. */
const memoryStays = { capabilities: [{ capability: 'x-ignore-shared', state: true }] };

/** Waits until QEMU has moved a guest out, or in. Throws LiveError. */
async function migrated(qmp: Qmp): Promise<void> {
  for (const until = performance.now() + limits.move * 1000; performance.now() < until; await sleep(20)) {
    const told = await qmp.send<{ status?: string; 'error-desc'?: string }>('query-migrate');
    if (told.status === 'completed') return;
    if (told.status === 'failed')
      throw new LiveError(`QEMU could not move it: ${told['error-desc'] ?? 'it says no more'}`);
  }
  throw new LiveError(`QEMU did not move it within ${limits.move} s`);
}

/** A kernel running under QEMU, with a shell in it and QEMU's monitor beside it. */
export class Guest {
  readonly config: GuestConfig;
  readonly accelerator: Accelerator;
  readonly qmp: Qmp;
  private readonly folder: string;
  private readonly qemu: ChildProcess;
  private readonly agent: Channel;
  private readonly monitor: Channel;
  private readonly limit: NodeJS.Timeout;
  private tooLong = false;
  /** Lines of the console that were looked through. */
  private read = 0;

  private constructor(made: Made, folder: string, qemu: ChildProcess, agent: Channel, monitor: Channel) {
    this.config = made.config;
    this.accelerator = made.accelerator;
    this.folder = folder;
    this.qemu = qemu;
    this.agent = agent;
    this.monitor = monitor;
    this.qmp = new Qmp(monitor);
    this.limit = setTimeout(() => {
      this.tooLong = true;
      qemu.kill('SIGKILL');
    }, limits.guest * 1000);
  }

  /**
   * Boots and waits for the shell; a second time when the first fails, as guests of a busy host sometimes do, and then
   * without the help of its processor. `ram`: to be frozen later. Throws LiveError with the end of the guest's console.
   */
  static async boot(kernel: KernelImage, config: GuestConfig, ram?: RamFiles): Promise<Guest> {
    needForRun();
    const booting = (by: Accelerator) =>
      Guest.start({ kernel, config, accelerator: by }, machineWords(config, by, ram), 'did not boot', (guest) =>
        guest.answer('@@ready', limits.boot),
      );
    try {
      return await booting(accelerator());
    } catch {
      return booting('tcg');
    }
  }

  /** A guest as it was frozen: at the shell, with a copy of its memory that is its own. Throws LiveError. */
  static async thaw(made: Made, folder: string): Promise<Guest> {
    const words = machineWords(made.config, made.accelerator, { folder, shared: false });
    return Guest.start(made, [...words, '-incoming', 'defer'], 'could not be restored', async ({ qmp }) => {
      await qmp.send('migrate-set-capabilities', memoryStays);
      await qmp.send('migrate-incoming', { uri: `exec:cat ${shellQuoted(join(folder, stateFile))}` });
      await migrated(qmp);
      await qmp.send('cont');
    });
  }

  private static async start(
    made: Made,
    machine: string[],
    failed: string,
    untilReady: (guest: Guest) => Promise<unknown>,
  ): Promise<Guest> {
    const { kernel, config } = made;
    const initramfs = initramfsFor(kernel);
    const folder = mkdtempSync(join(tmpdir(), 'mhp-guest-'));
    const words = [
      ...machine,
      ...['-kernel', kernel.image, '-initrd', initramfs, '-append', kernelCommandLine(config)],
      ...['-serial', `file:${folder}/console`, '-serial', `unix:${folder}/agent,server=on,wait=off`],
      ...['-qmp', `unix:${folder}/qmp,server=on,wait=off`],
    ];
    const qemu = spawn('qemu-system-x86_64', words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    qemu.stderr?.on('data', (text) => {
      said += text;
    });
    const alive = () => qemu.exitCode === null && qemu.signalCode === null;
    let guest: Guest | undefined;
    try {
      const agent = await Channel.open(join(folder, 'agent'), alive);
      const monitor = await Channel.open(join(folder, 'qmp'), alive);
      guest = new Guest(made, folder, qemu, agent, monitor);
      await guest.qmp.greet();
      await untilReady(guest);
      return guest;
    } catch (error) {
      const end = consoleOf(folder);
      if (guest === undefined) {
        qemu.kill('SIGKILL');
        rmSync(folder, { recursive: true, force: true });
      } else guest.close();
      const message = error instanceof Error ? error.message : String(error);
      throw new GuestError('boot', `the guest ${failed}: ${message}\n${said}`.trim(), end);
    }
  }

  /**
   * Stops a guest that was booted with shared files as its memory, and writes all else that it is into their folder. It is
   * of no use after that but to be closed. Throws LiveError.
   */
  async freeze(folder: string): Promise<void> {
    const { qmp } = this;
    await qmp.send('migrate-set-capabilities', memoryStays);
    await qmp.send('stop');
    await qmp.send('migrate', { uri: `exec:cat > ${shellQuoted(join(folder, stateFile))}` });
    await migrated(qmp);
  }

  /** Runs one line of shell. Throws LiveError when the guest does not answer in time or has gone. */
  async shell(line: string, seconds: number = limits.command): Promise<{ status: number; output: string }> {
    if (line.includes('\n')) throw new Error('one line at a time');
    this.agent.write(`${line}\n`);
    try {
      const { mark, output } = await this.answer('@@done ', seconds);
      return { status: Number(mark.slice('@@done '.length)), output };
    } catch (error) {
      if (!(error instanceof LiveError)) throw error;
      const why = this.tooLong ? `the guest ran longer than ${limits.guest} s` : error.message;
      throw new GuestError('gone', `${why}, during: ${line}`, consoleOf(this.folder));
    }
  }

  /** Reads kernel memory by its virtual address, from outside. */
  async memory(address: bigint, bytes: number): Promise<Buffer> {
    const file = join(this.folder, 'memory');
    // QMP integers are signed, and JSON numbers are too coarse for kernel addresses.
    await this.qmp.raw(
      `{"execute":"memsave","arguments":{"val":${BigInt.asIntN(64, address)},"size":${bytes},"filename":${JSON.stringify(file)}}}`,
    );
    const read = readFileSync(file);
    rmSync(file);
    return read;
  }

  /**
   * The console's first line since the last call that says the kernel died somewhere: whoever ran into it is gone, with the
   * locks it held. A report of KASAN or of a leak is none.
   */
  fault(): string | undefined {
    const lines = consoleText(this.folder).split('\n');
    const fresh = lines.slice(this.read).map((line) => line.replace(/^\[ *[\d.]+\] /, '').trim());
    this.read = Math.max(0, lines.length - 1);
    return fresh.find((line) =>
      /^(kernel BUG at|BUG: unable to handle|general protection fault|Kernel panic|Oops:)/.test(line),
    );
  }

  /** The last that the console showed. */
  lastLines(): string[] {
    return consoleOf(this.folder)
      .split('\n')
      .filter((line) => line.trim() !== '');
  }

  /** A place for a file that QEMU uses while it runs. */
  path(name: string): string {
    return join(this.folder, name);
  }

  close(): void {
    clearTimeout(this.limit);
    this.qemu.kill('SIGKILL');
    this.agent.close();
    this.monitor.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answer(mark: string, seconds: number): Promise<{ mark: string; output: string }> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.agent.line(seconds);
      if (line === undefined) throw new LiveError(`no answer within ${seconds} s`);
      const at = line.indexOf(mark);
      if (at > 0) lines.push(line.slice(0, at));
      if (at >= 0) return { mark: line.slice(at), output: lines.join('\n') };
      lines.push(line);
    }
  }
}

/** The last that the guest's console showed. */
function consoleOf(folder: string): string {
  return consoleText(folder).split('\n').slice(-25).join('\n');
}

function consoleText(folder: string): string {
  try {
    return readFileSync(join(folder, 'console'), 'latin1').replaceAll('\r', '');
  } catch {
    return '';
  }
}
