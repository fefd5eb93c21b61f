/** include/uapi/asm-generic/errno-base.h, errno.h. */
export * from '../../types/errno.ts';
