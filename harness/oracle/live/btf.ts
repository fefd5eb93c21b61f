import { LiveError } from './live_error.ts';

/** Struct layouts from the kernel's own type information: Documentation/bpf/btf.rst describes the format. */

/** Something that the recorder reads and this kernel does not have: then it is not observable. */
export class NotInKernel extends LiveError {}

interface Type {
  name: string;
  kind: number;
  /** Bytes of a struct, union, integer or enum; the type referred to by pointers, typedefs and qualifiers. */
  sizeOrType: number;
  members: { name: string; type: number; bits: number }[];
  values: Map<string, number>;
  array?: { element: number; length: number };
}

export interface Field {
  /** Bytes from the start of the struct. */
  offset: number;
  bytes: number;
}

const kinds = {
  int: 1,
  ptr: 2,
  array: 3,
  struct: 4,
  union: 5,
  enum: 6,
  funcProto: 13,
  var: 14,
  datasec: 15,
  declTag: 17,
  enum64: 19,
};
/** typedef, volatile, const, restrict, type_tag: looked through. */
const transparent = new Set([8, 9, 10, 11, 18]);

export class TypeInformation {
  private readonly types: Type[] = [];
  private readonly byName = new Map<string, number>();

  /** `bytes` is a .BTF section. Errors: Error when it is not one. */
  constructor(bytes: Buffer) {
    if (bytes.readUInt16LE(0) !== 0xeb9f) throw new Error('no BTF: wrong magic number');
    const header = bytes.readUInt32LE(4);
    const [typesAt = 0, typesBytes = 0, stringsAt = 0] = [8, 12, 16].map((at) => bytes.readUInt32LE(at));
    const strings = header + stringsAt;
    const text = (offset: number) => bytes.toString('latin1', strings + offset, bytes.indexOf(0, strings + offset));
    this.types.push({ name: 'void', kind: 0, sizeOrType: 0, members: [], values: new Map() });
    let at = header + typesAt;
    const end = at + typesBytes;
    const word = (): number => {
      at += 4;
      return bytes.readUInt32LE(at - 4);
    };
    while (at < end) {
      const name = text(word());
      const info = word();
      const kind = (info >>> 24) & 0x1f;
      const number = info & 0xffff;
      const type: Type = { name, kind, sizeOrType: word(), members: [], values: new Map() };
      if (kind === kinds.int || kind === kinds.var || kind === kinds.declTag) at += 4;
      else if (kind === kinds.array) {
        const element = word();
        word();
        type.array = { element, length: word() };
      } else if (kind === kinds.struct || kind === kinds.union) {
        for (let index = 0; index < number; index++) {
          const member = { name: text(word()), type: word(), bits: word() };
          if (info >>> 31) member.bits &= 0xffffff;
          type.members.push(member);
        }
      } else if (kind === kinds.enum) {
        for (let index = 0; index < number; index++) type.values.set(text(word()), word() | 0);
      } else if (kind === kinds.funcProto) at += number * 8;
      else if (kind === kinds.datasec || kind === kinds.enum64) at += number * 12;
      const key = `${kind} ${name}`;
      if (name !== '' && !this.byName.has(key)) this.byName.set(key, this.types.length);
      this.types.push(type);
    }
  }

  has(struct: string, path: string): boolean {
    return this.byName.has(`${kinds.struct} ${struct}`) && this.find(struct, path) !== undefined;
  }

  /**
   * A member, `group.nid` for one inside another; anonymous structs and unions are looked through. Of several names, as a
   * member was called over the years, the first that is there. Throws NotInKernel.
   */
  field(struct: string, ...paths: string[]): Field {
    for (const path of paths) {
      const field = this.find(struct, path);
      if (field !== undefined) return field;
    }
    throw new NotInKernel(`this kernel's struct ${struct} has no ${paths.join(' or ')}`);
  }

  /** Bytes of a struct. Throws NotInKernel when there is none of this name. */
  size(struct: string): number {
    return this.struct(struct).sizeOrType;
  }

  /** Names and values of an enum. Throws NotInKernel. */
  values(name: string): ReadonlyMap<string, number> {
    const type = this.types[this.byName.get(`${kinds.enum} ${name}`) ?? -1];
    if (type === undefined) throw new NotInKernel(`this kernel's type information has no enum ${name}`);
    return type.values;
  }

  /** Elements of an array member. */
  length(struct: string, member: string): number {
    const found = this.struct(struct).members.find(({ name }) => name === member);
    return this.resolve(found?.type ?? 0).array?.length ?? 0;
  }

  private struct(name: string): Type {
    const type = this.types[this.byName.get(`${kinds.struct} ${name}`) ?? -1];
    if (type === undefined) throw new NotInKernel(`this kernel's type information has no struct ${name}`);
    return type;
  }

  private find(struct: string, path: string): Field | undefined {
    let type = this.struct(struct);
    let offset = 0;
    for (const name of path.split('.')) {
      const member = this.member(type, name);
      if (member === undefined) return undefined;
      offset += member.offset;
      type = this.resolve(member.type);
    }
    return { offset, bytes: this.bytes(type) };
  }

  private member(type: Type, wanted: string): { offset: number; type: number } | undefined {
    for (const { name, type: of, bits } of type.members) if (name === wanted) return { offset: bits >>> 3, type: of };
    for (const { name, type: of, bits } of type.members) {
      if (name !== '') continue;
      const inner = this.member(this.resolve(of), wanted);
      if (inner !== undefined) return { offset: inner.offset + (bits >>> 3), type: inner.type };
    }
    return undefined;
  }

  private resolve(index: number): Type {
    let type = this.types[index] as Type;
    while (transparent.has(type.kind)) type = this.types[type.sizeOrType] as Type;
    return type;
  }

  private bytes(type: Type): number {
    if (type.kind === kinds.ptr) return 8;
    if (type.array !== undefined) return this.bytes(this.resolve(type.array.element)) * type.array.length;
    return type.sizeOrType;
  }
}
