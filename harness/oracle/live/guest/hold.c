// hold KIND NUMBER: takes pages and keeps them until it is killed. NUMBER is in MiB, for vmsplice and uring in pages.
//   anon thp mlock   anonymous memory: pages that can be moved
//   vmsplice         pages lent to pipes: pinned, and not moved
//   uring            registered buffers of io_uring (FOLL_LONGTERM): moved out of ZONE_MOVABLE when they are pinned
// Prints "run PFN NUMBER" for every run of page frames, then "held".
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { page = 4096, pages_in_pipe = 16 };

static void die(const char *what) {
  printf("failed %s: %s\n", what, strerror(errno));
  exit(1);
}

static int ascending(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return (a > b) - (a < b);
}

static void lend_to_pipes(char *memory, size_t number) {
  for (size_t done = 0; done < number; done += pages_in_pipe) {
    int ends[2];
    if (pipe(ends)) die("pipe");
    for (size_t at = done; at < number && at < done + pages_in_pipe; at++) {
      struct iovec one = {memory + at * page, page};
      if (vmsplice(ends[1], &one, 1, SPLICE_F_NONBLOCK) < 0) die("vmsplice");
    }
  }
}

static void register_buffers(char *memory, size_t size) {
  struct io_uring_params parameters = {0};
  int ring = syscall(SYS_io_uring_setup, 4, &parameters);
  if (ring < 0) die("io_uring_setup");
  struct iovec all = {memory, size};
  if (syscall(SYS_io_uring_register, ring, IORING_REGISTER_BUFFERS, &all, 1) < 0) die("io_uring_register");
}

static void print_frames(char *memory, size_t number) {
  uint64_t *frames = malloc(number * sizeof *frames);
  int file = open("/proc/self/pagemap", O_RDONLY);
  if (!frames || file < 0) die("pagemap");
  if (pread(file, frames, number * 8, (uintptr_t)memory / page * 8) < 0) die("pagemap");
  for (size_t i = 0; i < number; i++) frames[i] &= (1ULL << 55) - 1;
  qsort(frames, number, sizeof *frames, ascending);
  for (size_t first = 0; first < number;) {
    size_t end = first + 1;
    while (end < number && frames[end] == frames[end - 1] + 1) end++;
    printf("run %llu %zu\n", (unsigned long long)frames[first], end - first);
    first = end;
  }
  free(frames);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  setvbuf(stdout, 0, _IOLBF, 0);
  const char *kind = argv[1];
  int in_pages = !strcmp(kind, "vmsplice") || !strcmp(kind, "uring");
  size_t size = strtoull(argv[2], 0, 0) * (in_pages ? page : 1 << 20);
  char *memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) die("mmap");
  madvise(memory, size, strcmp(kind, "thp") ? MADV_NOHUGEPAGE : MADV_HUGEPAGE);
  memset(memory, 1, size);
  if (!strcmp(kind, "mlock") && mlock(memory, size)) die("mlock");
  if (!strcmp(kind, "vmsplice")) lend_to_pipes(memory, size / page);
  if (!strcmp(kind, "uring")) register_buffers(memory, size);
  print_frames(memory, size / page);
  printf("held\n");
  for (;;) pause();
}
