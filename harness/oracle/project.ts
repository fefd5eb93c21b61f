import type { Observation, Scalar } from '../types/observation.ts';
import type { PageRun } from '../types/page_run.ts';
import { kindOf } from './fields.ts';
import type { RecordedStep, Recording } from './recording.ts';
import { clip, fromRuns, toRuns } from './runs.ts';

/** Of a boot block only what sysfs says is in a recording. */
const ofBootBlocks = new Set(['block.state', 'block.valid_zones', 'block.node']);

/**
 * An observation cut to what the recorder could see after this step, so that what is left can be compared key by key:
 * runs inside the hot range, hot blocks, flags it could read. Fields the step does not tell are left out. Managed pages of
 * boot zones, which differ from boot to boot, become their change since `atBoot`.
 */
export function projectObservation(
  seen: Observation,
  step: RecordedStep,
  recording: Recording,
  atBoot: Observation,
): Observation {
  const projected: Observation = {};
  for (const field of Object.keys(step.observation)) {
    projected[field] = projectField(field, seen[field] ?? {}, seen, step, recording);
  }
  const managed = projected['zone.managed'];
  if (managed !== undefined) projected['zone.managed'] = sinceBoot(managed, atBoot['zone.managed'] ?? {});
  return projected;
}

function sinceBoot(managed: Record<string, Scalar>, atBoot: Record<string, Scalar>): Record<string, Scalar> {
  return Object.fromEntries(
    Object.entries(managed).map(([zone, pages]) => [zone, Number(pages) - Number(atBoot[zone] ?? 0)]),
  );
}

function projectField(
  field: string,
  values: Record<string, Scalar>,
  seen: Observation,
  step: RecordedStep,
  { machine, sees }: Recording,
): Record<string, Scalar> {
  const { pagesPerSection, pagesPerBlock, firstHotPfn } = machine;
  const kind = kindOf(field);
  if (kind === 'pfn runs') {
    const runs = clip(toRuns(values), step.hot);
    if (field === 'pageblock.migratetype') for (const range of step.ownPageblocks) runs.set(...range, undefined);
    return fromRuns(runs);
  }
  if (kind === 'section runs') {
    const runs = clip(toRuns(values), step.hot && inSections(step.hot, pagesPerSection));
    for (const [start, end, value] of runs.present()) runs.set(start, end, flagsSeen(String(value), sees.sectionFlags));
    return fromRuns(runs);
  }
  if (kind === 'zone' && !sees.emptyZones) return keep(values, (zone) => hasPages(seen, zone));
  if (kind === 'block') {
    return keep(values, (block) => {
      if (Number(block) * pagesPerBlock >= firstHotPfn) return true;
      return ofBootBlocks.has(field) && sees.bootBlocks.includes(Number(block));
    });
  }
  if (field === 'resource') return keep(values, (range) => Number.parseInt(range, 10) >= firstHotPfn);
  if (field.startsWith('saveable')) return keep(values, (zone) => values[zone] !== 0);
  return values;
}

function inSections([start, end]: PageRun, pagesPerSection: number): PageRun {
  return [Math.floor(start / pagesPerSection), Math.ceil(end / pagesPerSection)];
}

function flagsSeen(flags: string, readable: string[]): string {
  return flags
    .split('|')
    .filter((flag) => readable.includes(flag))
    .join('|');
}

function hasPages(seen: Observation, zone: string): boolean {
  return ['zone.spanned', 'zone.present', 'zone.managed'].some((field) => Number(seen[field]?.[zone] ?? 0) > 0);
}

function keep(values: Record<string, Scalar>, wanted: (key: string) => boolean): Record<string, Scalar> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => wanted(key)));
}
