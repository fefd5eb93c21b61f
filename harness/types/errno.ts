/** errno values as the kernel uses them: functions return 0 or the negative of one (include/uapi/asm-generic/errno-base.h). */
export const errnos = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  ENOMEM: 12,
  EFAULT: 14,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  EINVAL: 22,
  ENOSYS: 38,
  E2BIG: 7,
  ENOSPC: 28,
  EOPNOTSUPP: 95,
  EHWPOISON: 133,
} as const;
export type ErrnoName = keyof typeof errnos;

export const EPERM = errnos.EPERM;
export const EINTR = errnos.EINTR;
export const EIO = errnos.EIO;
export const ENXIO = errnos.ENXIO;
export const ENOMEM = errnos.ENOMEM;
export const EBUSY = errnos.EBUSY;
export const EEXIST = errnos.EEXIST;
export const EINVAL = errnos.EINVAL;
export const ENOENT = errnos.ENOENT;
export const ENOSYS = errnos.ENOSYS;
export const EHWPOISON = errnos.EHWPOISON;

/** `EBUSY` for 16 or -16; the bare number where it has no name here. */
export function errnoName(value: number): string {
  const wanted = Math.abs(value);
  for (const [name, number] of Object.entries(errnos)) if (number === wanted) return name;
  return String(wanted);
}
