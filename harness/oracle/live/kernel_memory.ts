import { NotInKernel, type TypeInformation } from './btf.ts';
import type { Guest } from './guest.ts';
import { LiveError } from './live_error.ts';

const wanted = [
  ...['node_data', 'contig_page_data', 'boot_pageset', 'max_pfn', 'mem_section', 'memory_blocks', 'vmemmap_base'],
];

/** Addresses of the variables that are looked at; one that is missing shows when it is asked for. */
export async function variablesOf(guest: Guest): Promise<Map<string, bigint>> {
  const { output } = await guest.shell(`grep -E ' (${wanted.join('|')})$' /proc/kallsyms`);
  const symbols = new Map<string, bigint>();
  for (const line of output.split('\n')) {
    const [address, , name] = line.trim().split(/\s+/);
    if (name !== undefined && /^[0-9a-f]*[1-9a-f][0-9a-f]*$/.test(address ?? ''))
      symbols.set(name, BigInt(`0x${address}`));
  }
  return symbols;
}

/** A running kernel's memory read from outside: it disturbs nothing, and shows what no interface of the kernel does. */
export class KernelMemory {
  readonly types: TypeInformation;
  private readonly guest: Guest;
  private readonly symbols: ReadonlyMap<string, bigint>;

  /** `symbols`: what {@link variablesOf} says. Throws LiveError when the kernel does not list its variables at all. */
  constructor(guest: Guest, types: TypeInformation, symbols: ReadonlyMap<string, bigint>) {
    if (symbols.size === 0)
      throw new LiveError(
        '/proc/kallsyms of the guest has no variables',
        'build the kernel with CONFIG_KALLSYMS_ALL=y, or take --guest-only and see less',
      );
    this.guest = guest;
    this.types = types;
    this.symbols = symbols;
  }

  read(address: bigint, bytes: number): Promise<Buffer> {
    return this.guest.memory(address, bytes);
  }

  async pointer(address: bigint): Promise<bigint> {
    return (await this.read(address, 8)).readBigUInt64LE(0);
  }

  /** Address of a variable. Throws NotInKernel. */
  symbol(name: string): bigint {
    const address = this.symbols.get(name);
    if (address === undefined) throw new NotInKernel(`/proc/kallsyms of this kernel has no ${name}`);
    return address;
  }

  hasSymbol(name: string): boolean {
    return this.symbols.has(name);
  }

  /** The pointer or number in a variable. */
  variable(name: string): Promise<bigint> {
    return this.pointer(this.symbol(name));
  }

  /** A struct to take members out of. */
  async struct(name: string, address: bigint): Promise<StructView> {
    return new StructView(this.types, name, address, await this.read(address, this.types.size(name)));
  }
}

/** Bytes of one struct. */
export class StructView {
  readonly address: bigint;
  private readonly types: TypeInformation;
  private readonly name: string;
  private readonly bytes: Buffer;

  constructor(types: TypeInformation, name: string, address: bigint, bytes: Buffer) {
    this.types = types;
    this.name = name;
    this.address = address;
    this.bytes = bytes;
  }

  has(path: string): boolean {
    return this.types.has(this.name, path);
  }

  /** A member as an unsigned number or pointer, under the first of its names that this kernel has. Throws NotInKernel. */
  value(...paths: string[]): bigint {
    const { offset, bytes } = this.types.field(this.name, ...paths);
    let value = 0n;
    for (let at = Math.min(bytes, 8) - 1; at >= 0; at--) value = (value << 8n) | BigInt(this.bytes[offset + at] ?? 0);
    return value;
  }

  number(path: string): number {
    return Number(this.value(path));
  }

  /** A struct inside this one, `at` bytes in. */
  inner(name: string, at: number): StructView {
    const bytes = this.bytes.subarray(at, at + this.types.size(name));
    return new StructView(this.types, name, this.address + BigInt(at), bytes);
  }
}
