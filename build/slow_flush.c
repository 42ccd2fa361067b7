/* Preloaded before the benchmarks, it makes each flush to disk take FLUSH_MICROSECONDS more: a disk without a protected write cache
   takes milliseconds for what a virtual machine's disk says it has done at once. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int slowly(const char *name, int file) {
  int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  const char *pause = getenv("FLUSH_MICROSECONDS");
  if (pause) usleep((useconds_t)atoi(pause));
  return flush(file);
}

int fsync(int file) { return slowly("fsync", file); }

int fdatasync(int file) { return slowly("fdatasync", file); }
