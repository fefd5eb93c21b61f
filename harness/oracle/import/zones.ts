const names: Record<string, string> = {
  DMA: 'DMA',
  DMA32: 'DMA32',
  NORMAL: 'Normal',
  MOVABLE: 'Movable',
  DEVICE: 'Device',
};

/** A zone's name as /proc/zoneinfo spells it, from any spelling. */
export function zoneNameOf(text: string): string {
  return names[text.toUpperCase()] ?? text;
}

/** Zones in the order of their numbers: Debian's kernels have ZONE_DMA, the built ones do not. */
export const zoneOrders = {
  debian: ['DMA', 'DMA32', 'Normal', 'Movable', 'Device'],
  built: ['DMA32', 'Normal', 'Movable', 'Device'],
} as const;

/** Hot-plugged memory is only ever linked to these; any other number in a struct page is what the memory held before. */
export function hotZone(order: readonly string[], number: number): 'Normal' | 'Movable' | undefined {
  const name = order[number];
  return name === 'Normal' || name === 'Movable' ? name : undefined;
}
