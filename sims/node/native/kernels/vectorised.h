// Loops that compilers turn into vectors.

#pragma once

#include <cstdint>
#include <cstring>

// Compiled for several kinds of processor, by what they can do, the right one taken when the library is loaded: a name
// such as "arch=haswell" would be that processor's only, and leave the plainest code for all later ones.
#if defined(__GNUC__)
#define INLINED __attribute__((always_inline))
#else
#define INLINED
#endif

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__)
#define VECTORISED __attribute__((target_clones("avx512f", "avx2", "default"), optimize("O3,fast-math")))
#else
#define VECTORISED
#endif

// 1 / (1 + exp(-x)) to 3e-7 of itself; exp as 2^k times Taylor's polynomial, so that a loop of it has no calls.
static inline INLINED float logistic(float x) {
  float t = x * -1.44269504f;
  t = t > 126.0f ? 126.0f : t;
  t = t < -126.0f ? -126.0f : t;
  const int32_t k = static_cast<int32_t>(t + 127.5f) - 127;
  const float f = t - k;
  float p = 1.540353039e-04f;
  p = p * f + 1.333355815e-03f;
  p = p * f + 9.618129108e-03f;
  p = p * f + 5.550410866e-02f;
  p = p * f + 2.402265070e-01f;
  p = p * f + 6.931471806e-01f;
  p = p * f + 1;
  const int32_t bits = (k + 127) << 23;
  float power;
  std::memcpy(&power, &bits, sizeof power);
  return 1 / (1 + p * power);
}
