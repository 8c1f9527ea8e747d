// x + bias + residual in one pass: x and residual [..., C], bias [C].

#include <cstdint>

#include "call.h"
#include "vectorised.h"

namespace {

VECTORISED void addRows(const float* __restrict x, const float* __restrict bias, const float* __restrict residual,
                        int64_t rows, int64_t channels, float* __restrict y) {
  for (int64_t r = 0; r < rows; r++, x += channels, residual += channels, y += channels)
    for (int64_t c = 0; c < channels; c++) y[c] = x[c] + bias[c] + residual[c];
}

void add(void*, TF_OpKernelContext* context) {
  Call call(context);
  TF_Tensor *x = call.input(0), *bias = call.input(1), *residual = call.input(2);
  if (!call.fails()) {
    const int64_t C = TF_TensorElementCount(bias), n = TF_TensorElementCount(x);
    if (C < 1 || n % C != 0 || TF_TensorElementCount(residual) != n)
      call.refuse("sum: x and residual need the same shape, bias that of their last axis");
    TF_Tensor* y = call.fails() ? nullptr : call.outputLike(0, x);
    if (!call.fails()) addRows(data(x), data(bias), data(residual), n / C, C, data(y));
  }
  call.report();
}

// When the library is loaded.
const bool defined = [] {
  define("LangevinAdd", {"x: float", "bias: float", "residual: float"}, {"y: float"}, {}, nullptr, add, nullptr);
  return true;
}();

}  // namespace
