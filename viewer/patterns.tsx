/** Fillings that tell the kinds of pages apart where colours do not. */
export function KindPatterns() {
  return (
    <svg width="0" height="0" class="defs" aria-hidden="true">
      <defs>
        <Pattern kind="vmemmap" size={6} path="M0 6L6 0M-1 1L1 -1M5 7L7 5" />
        <Pattern kind="offline" size={8} path="M0 4H8" />
        <Pattern kind="garbage" size={8} path="M0 0L8 8M8 0L0 8" />
        <Pattern kind="poison" size={6} path="M0 0L6 6M-1 5L1 7M5 -1L7 1" />
        <Pattern kind="raw" size={6} path="M3 2V4" />
        <Pattern kind="absent" size={0} path="" />
        <Pattern kind="free" size={0} path="" />
      </defs>
    </svg>
  );
}

function Pattern({ kind, size, path }: { kind: string; size: number; path: string }) {
  const side = Math.max(1, size);
  return (
    <pattern id={`p-${kind}`} width={side} height={side} patternUnits="userSpaceOnUse">
      {path !== '' && <path d={path} class="hatch" />}
    </pattern>
  );
}
