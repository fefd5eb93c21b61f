import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LiveError } from './live_error.ts';

/** Lines over a socket of QEMU's, with a time limit on every wait. */
export class Channel {
  private readonly socket: Socket;
  private buffered = '';
  private closed = false;
  private wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.buffered += text;
      this.wake();
    });
    for (const event of ['close', 'error']) {
      socket.on(event, () => {
        this.closed = true;
        this.wake();
      });
    }
  }

  /** Waits for the socket to appear; `alive` tells whether its owner is still there. Throws LiveError. */
  static async open(path: string, alive: () => boolean): Promise<Channel> {
    for (let attempt = 0; attempt < 500 && alive(); attempt++) {
      const socket = connect(path);
      const connected = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      if (connected) return new Channel(socket);
      await sleep(20);
    }
    throw new LiveError('QEMU opened no socket');
  }

  write(text: string): void {
    this.socket.write(text);
  }

  /** The next line, without its end; undefined when `seconds` pass first. Throws LiveError when the socket is closed. */
  async line(seconds: number): Promise<string | undefined> {
    const until = performance.now() + seconds * 1000;
    for (;;) {
      const end = this.buffered.indexOf('\n');
      if (end >= 0) {
        const line = this.buffered.slice(0, end);
        this.buffered = this.buffered.slice(end + 1);
        return line.replace(/\r$/, '');
      }
      if (this.closed) throw new LiveError('the guest has gone');
      const left = until - performance.now();
      if (left <= 0) return undefined;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.socket.destroy();
  }
}
