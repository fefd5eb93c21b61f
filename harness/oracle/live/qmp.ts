import type { Channel } from './channel.ts';
import { LiveError } from './live_error.ts';

export interface QmpEvent {
  event: string;
  data: Record<string, unknown>;
}
type Reply = { return?: unknown; error?: { desc: string } } & Partial<QmpEvent>;

/** QEMU's own refusal of a command. */
export class QmpError extends LiveError {}

/** The QEMU Machine Protocol: one command at a time, events in between are kept. */
export class Qmp {
  private readonly channel: Channel;
  private events: QmpEvent[] = [];

  constructor(channel: Channel) {
    this.channel = channel;
  }

  async greet(): Promise<void> {
    await this.read(30, 'its greeting');
    await this.send('qmp_capabilities');
  }

  /** What the command returns. Throws QmpError when QEMU refuses it, LiveError when it does not answer. */
  send<T = unknown>(execute: string, args: object = {}): Promise<T> {
    return this.raw<T>(JSON.stringify({ execute, arguments: args }));
  }

  /** The same for a command that is JSON already. */
  async raw<T = unknown>(command: string): Promise<T> {
    this.channel.write(`${command}\n`);
    for (;;) {
      const reply = await this.read(60, command);
      if (reply.event !== undefined) continue;
      if (reply.error !== undefined) throw new QmpError(reply.error.desc);
      return reply.return as T;
    }
  }

  forgetEvents(): void {
    this.events = [];
  }

  /** The first event of these names, already there or within `seconds`; undefined when none comes. */
  async event(names: string[], seconds: number): Promise<QmpEvent | undefined> {
    const until = performance.now() + seconds * 1000;
    for (;;) {
      const found = this.events.findIndex(({ event }) => names.includes(event));
      if (found >= 0) return this.events.splice(found, 1)[0];
      const left = (until - performance.now()) / 1000;
      if (left <= 0) return undefined;
      const line = await this.channel.line(left);
      if (line !== undefined) this.keep(JSON.parse(line) as Reply);
    }
  }

  private async read(seconds: number, what: string): Promise<Reply> {
    const line = await this.channel.line(seconds);
    if (line === undefined) throw new LiveError(`QEMU did not answer to ${what} within ${seconds} s`);
    const reply = JSON.parse(line) as Reply;
    this.keep(reply);
    return reply;
  }

  private keep({ event, data }: Reply): void {
    if (event !== undefined) this.events.push({ event, data: data ?? {} });
  }
}
