// Large blocks of memory stay with the process: given back to the system and asked for again at each operation,
// as glibc does by default, every page of an image's tensor would be cleared anew, a third of the time of a step.

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>

namespace {
const bool kept = mallopt(M_MMAP_MAX, 0) != 0 && mallopt(M_TRIM_THRESHOLD, -1) != 0;
}
#endif
