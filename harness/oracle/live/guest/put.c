// put TEXT FILE: one write(2), and what it returned: "put <errno>". SIGTERM interrupts the write instead of ending it.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void wake(int number) { (void)number; }

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  struct sigaction action = {.sa_handler = wake};
  sigaction(SIGTERM, &action, 0);
  int file = open(argv[2], O_WRONLY);
  if (file < 0) {
    printf("put %d open\n", errno);
    return 1;
  }
  ssize_t written = write(file, argv[1], strlen(argv[1]));
  printf("put %d\n", written < 0 ? errno : 0);
  return written < 0;
}
