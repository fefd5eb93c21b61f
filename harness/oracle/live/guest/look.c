// look FIRST NUMBER: everything an observation takes from /proc and /sys, in parts that begin with "## name".
// FIRST and NUMBER are the page frames whose /proc/kpageflags is printed as runs. memoryN/online is never read: it waits
// for the device lock that an operation in flight holds.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *memory = "/sys/devices/system/memory";

static void part(const char *name, const char *path) {
  static char buffer[65536];
  printf("## %s\n", name);
  fflush(stdout);
  int file = open(path, O_RDONLY);
  if (file < 0) return;
  for (ssize_t got; (got = read(file, buffer, sizeof buffer)) > 0;)
    if (write(1, buffer, got) < 0) exit(1);
  close(file);
}

static void value(const char *block, const char *name) {
  char path[512], text[256];
  snprintf(path, sizeof path, "%s/%s/%s", memory, block, name);
  int file = open(path, O_RDONLY);
  ssize_t got = file < 0 ? -1 : read(file, text, sizeof text - 1);
  if (file >= 0) close(file);
  text[got < 0 ? 0 : got] = 0;
  text[strcspn(text, "\n")] = 0;
  printf("|%s", text);
}

static int is_block(const struct dirent *entry) {
  return !strncmp(entry->d_name, "memory", 6) && entry->d_name[6] >= '0' && entry->d_name[6] <= '9';
}

static int by_number(const struct dirent **left, const struct dirent **right) {
  return atoi((*left)->d_name + 6) - atoi((*right)->d_name + 6);
}

static void blocks(void) {
  struct dirent **list;
  int number = scandir(memory, &list, is_block, by_number);
  printf("## blocks\n");
  for (int i = 0; i < number; i++) {
    char path[300], node[64] = "-";
    printf("%s", list[i]->d_name + 6);
    value(list[i]->d_name, "state");
    value(list[i]->d_name, "valid_zones");
    snprintf(path, sizeof path, "%s/%s", memory, list[i]->d_name);
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
      if (!strncmp(entry->d_name, "node", 4)) snprintf(node, sizeof node, "%s", entry->d_name + 4);
    if (folder) closedir(folder);
    printf("|%s\n", node);
  }
}

static void kpageflags(uint64_t first, uint64_t number) {
  static uint64_t flags[8192];
  int file = open("/proc/kpageflags", O_RDONLY);
  uint64_t start = first, run = 0, of = 0;
  printf("## kpageflags\n");
  for (uint64_t done = 0; done < number;) {
    size_t want = number - done < 8192 ? number - done : 8192;
    ssize_t got = pread(file, flags, want * 8, (first + done) * 8);
    if (got <= 0) break;
    for (ssize_t i = 0; i < got / 8; i++) {
      if (run && flags[i] == of) {
        run++;
        continue;
      }
      if (run) printf("%llu %llu %llx\n", (unsigned long long)start, (unsigned long long)run, (unsigned long long)of);
      start = first + done + i;
      run = 1;
      of = flags[i];
    }
    done += got / 8;
  }
  if (run) printf("%llu %llu %llx\n", (unsigned long long)start, (unsigned long long)run, (unsigned long long)of);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  part("zoneinfo", "/proc/zoneinfo");
  part("iomem", "/proc/iomem");
  part("auto_online", "/sys/devices/system/memory/auto_online_blocks");
  part("has_memory", "/sys/devices/system/node/has_memory");
  part("has_normal", "/sys/devices/system/node/has_normal_memory");
  part("online", "/sys/devices/system/node/online");
  part("possible", "/sys/devices/system/node/possible");
  blocks();
  kpageflags(strtoull(argv[1], 0, 0), strtoull(argv[2], 0, 0));
  return 0;
}
