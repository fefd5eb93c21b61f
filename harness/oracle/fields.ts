import { type ObservationField, observationFields } from '../types/observation.ts';

/** How the keys of a field are built, and so how changes of it are written and compared. */
export type FieldKind = 'pfn runs' | 'section runs' | 'zone' | 'node' | 'block' | 'flat';

const pfnRuns = /^(pageblock\.|kpageflags\.|page\.)/;

export function kindOf(field: string): FieldKind {
  if (pfnRuns.test(field)) return 'pfn runs';
  if (field === 'section.flags') return 'section runs';
  if (field.startsWith('zone.')) return 'zone';
  if (field.startsWith('node.')) return 'node';
  if (field.startsWith('block.') || field === 'group') return 'block';
  return 'flat';
}

/** Zone, node and block fields read better by what they are about: `block 48: {state: online}`. */
export function splitField(field: string): { about: 'zone' | 'node' | 'block'; name: string } | undefined {
  const kind = kindOf(field);
  if (kind !== 'zone' && kind !== 'node' && kind !== 'block') return undefined;
  return { about: kind, name: field === 'group' ? 'group' : field.slice(kind.length + 1) };
}

export function joinField(about: string, name: string): string {
  return about === 'block' && name === 'group' ? 'group' : `${about}.${name}`;
}

export function isField(name: string): name is ObservationField {
  return Object.hasOwn(observationFields, name);
}

/** Fields that are about one step and not about the state: written whole, never as a change. */
export const perStep: ReadonlySet<string> = new Set(['result', 'notifier']);
