// Group norm with SiLU, forwards and backwards, as two operations of TensorFlow on a CPU: each sample is read from
// memory once, and everything in between happens in the cache, where a chain of TensorFlow's own operations
// passes over the images twenty times. Written against the C interface of kernels, which is stable.
//
//   u = gamma xhat + beta,  xhat = (x + shift - mu) r,  y = u or u / (1 + exp(-u))
//
// where mu and r = 1 / sqrt(variance + 1e-5) are those of a sample's group of channels over all pixels.
// x [N, H, W, C]; shift, gamma and beta [C] or [N, C]. Y. Wu and K. He (2018), arXiv:1803.08494.

#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "parallel.h"
#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_status.h"
#include "tensorflow/c/tf_tensor.h"
#include "vectorised.h"

namespace {

struct Settings {
  int64_t groups;
  bool silu;
};

struct Shape {
  int64_t samples, pixels, channels, groups;
};

// Of one sample: xhat = x scale + offset, and scale = r, a number a channel.
struct Statistics {
  std::vector<float> mean, spread, scale, offset;
  explicit Statistics(int64_t channels) : mean(channels), spread(channels), scale(channels), offset(channels) {}
};

// In two passes, around the mean of each channel, so that no large numbers are subtracted.
VECTORISED void measure(const float* __restrict x, const float* shift, const Shape& s, Statistics& out) {
  const int64_t C = s.channels, P = s.pixels;
  float *mean = out.mean.data(), *spread = out.spread.data();
  std::memset(mean, 0, C * sizeof(float));
  std::memset(spread, 0, C * sizeof(float));
  for (int64_t p = 0; p < P; p++)
    for (int64_t c = 0; c < C; c++) mean[c] += x[p * C + c];
  for (int64_t c = 0; c < C; c++) mean[c] /= P;
  for (int64_t p = 0; p < P; p++)
    for (int64_t c = 0; c < C; c++) {
      const float d = x[p * C + c] - mean[c];
      spread[c] += d * d;
    }
  const int64_t size = C / s.groups;
  for (int64_t first = 0; first < C; first += size) {
    double mu = 0, variance = 0;
    for (int64_t c = first; c < first + size; c++) mu += double(mean[c]) + shift[c];
    mu /= size;
    for (int64_t c = first; c < first + size; c++) {
      const double d = mean[c] + shift[c] - mu;
      variance += spread[c] / P + d * d;
    }
    const double r = 1 / std::sqrt(variance / size + 1e-5);
    for (int64_t c = first; c < first + size; c++) {
      out.scale[c] = r;
      out.offset[c] = (shift[c] - mu) * r;
    }
  }
}

VECTORISED void normalise(const float* __restrict x, const float* gamma, const float* beta, const Shape& s, bool silu,
                          const Statistics& of, float* __restrict y) {
  const int64_t C = s.channels;
  std::vector<float> factor(C), term(C);
  for (int64_t c = 0; c < C; c++) {
    factor[c] = gamma[c] * of.scale[c];
    term[c] = gamma[c] * of.offset[c] + beta[c];
  }
  const float *a = factor.data(), *b = term.data();
  for (int64_t p = 0; p < s.pixels; p++, x += C, y += C) {
    for (int64_t c = 0; c < C; c++) y[c] = x[c] * a[c] + b[c];
    if (silu)
      for (int64_t c = 0; c < C; c++) y[c] *= logistic(y[c]);
  }
}

struct Gradients {
  float *x, *shift, *gamma, *beta;
};

// With du = dL/du, sums over pixels and means over a group:
// dbeta = sum du, dgamma = sum du xhat, dx = r (gamma du - mean(gamma du) - xhat mean(gamma du xhat)).
VECTORISED void propagate(const float* dy, const float* x, const float* __restrict gamma,
                          const float* __restrict beta, const Shape& s,
                          bool silu, const Statistics& of, const Gradients& d) {
  const int64_t C = s.channels, P = s.pixels;
  const float* __restrict scale = of.scale.data();
  const float* __restrict offset = of.offset.data();
  float* __restrict dgamma = d.gamma;
  float* __restrict dbeta = d.beta;
  std::memset(dgamma, 0, C * sizeof(float));
  std::memset(dbeta, 0, C * sizeof(float));
  for (int64_t p = 0; p < P; p++) {
    const float* __restrict xp = x + p * C;
    const float* __restrict dyp = dy + p * C;
    float* __restrict du = d.x + p * C;
    if (silu) {
      for (int64_t c = 0; c < C; c++) {
        const float u = gamma[c] * (xp[c] * scale[c] + offset[c]) + beta[c];
        const float l = logistic(u);
        du[c] = dyp[c] * l * (1 + u * (1 - l));
      }
    } else {
      std::memcpy(du, dyp, C * sizeof(float));
    }
    for (int64_t c = 0; c < C; c++) {
      dbeta[c] += du[c];
      dgamma[c] += du[c] * (xp[c] * scale[c] + offset[c]);
    }
  }
  std::vector<float> factor(C), slope(C), term(C);
  const int64_t size = C / s.groups;
  for (int64_t first = 0; first < C; first += size) {
    double mean = 0, tilt = 0;
    for (int64_t c = first; c < first + size; c++) {
      mean += double(gamma[c]) * dbeta[c];
      tilt += double(gamma[c]) * dgamma[c];
    }
    mean /= size * P;
    tilt /= size * P;
    for (int64_t c = first; c < first + size; c++) {
      const double r = scale[c];
      factor[c] = r * gamma[c];
      slope[c] = -r * tilt * r;
      term[c] = -r * (mean + tilt * offset[c]);
    }
  }
  const float* __restrict a = factor.data();
  const float* __restrict b = slope.data();
  const float* __restrict e = term.data();
  float* __restrict dshift = d.shift;
  std::memset(dshift, 0, C * sizeof(float));
  for (int64_t p = 0; p < P; p++) {
    const float* __restrict xp = x + p * C;
    float* __restrict dx = d.x + p * C;
    for (int64_t c = 0; c < C; c++) {
      dx[c] = a[c] * dx[c] + b[c] * xp[c] + e[c];
      dshift[c] += dx[c];
    }
  }
}

void* create(TF_OpKernelConstruction* construction) {
  TF_Status* status = TF_NewStatus();
  auto* settings = new Settings{1, false};
  TF_OpKernelConstruction_GetAttrInt64(construction, "groups", &settings->groups, status);
  TF_Bool silu = 0;
  if (TF_GetCode(status) == TF_OK) TF_OpKernelConstruction_GetAttrBool(construction, "silu", &silu, status);
  settings->silu = silu;
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return settings;
}

void discard(void* settings) { delete static_cast<Settings*>(settings); }

// The tensors of one call; released with it.
class Call {
 public:
  explicit Call(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {}
  ~Call() {
    for (TF_Tensor* tensor : tensors_) TF_DeleteTensor(tensor);
    TF_DeleteStatus(status_);
  }
  TF_Tensor* input(int i) {
    TF_Tensor* tensor = nullptr;
    TF_GetInput(context_, i, &tensor, status_);
    return kept(tensor);
  }
  TF_Tensor* outputLike(int i, TF_Tensor* like) {
    std::vector<int64_t> dims(TF_NumDims(like));
    for (size_t k = 0; k < dims.size(); k++) dims[k] = TF_Dim(like, k);
    return kept(TF_AllocateOutput(context_, i, TF_FLOAT, dims.data(), dims.size(), TF_TensorByteSize(like), status_));
  }
  bool fails() const { return TF_GetCode(status_) != TF_OK; }
  void refuse(const char* why) {
    TF_SetStatus(status_, TF_INVALID_ARGUMENT, why);
  }
  void report() {
    if (fails()) TF_OpKernelContext_Failure(context_, status_);
  }

 private:
  TF_Tensor* kept(TF_Tensor* tensor) {
    if (tensor != nullptr) tensors_.push_back(tensor);
    return tensor;
  }
  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> tensors_;
};

float* data(TF_Tensor* tensor) { return static_cast<float*>(TF_TensorData(tensor)); }

// A number a channel: the same for all samples, or each sample's own.
struct Rows {
  float* values;
  int64_t stride;
  Rows(TF_Tensor* tensor, const Shape& s)
      : values(data(tensor)), stride(TF_TensorElementCount(tensor) == s.channels ? 0 : s.channels) {}
  float* of(int64_t sample) const { return values + sample * stride; }
};

// The shape of x, where the others fit to it.
bool shapeOf(Call& call, const Settings& settings, TF_Tensor* x, const std::vector<TF_Tensor*>& rows, Shape& s) {
  if (call.fails()) return false;
  if (TF_NumDims(x) != 4) return call.refuse("group norm: x needs the shape [N, H, W, C]"), false;
  s = {TF_Dim(x, 0), TF_Dim(x, 1) * TF_Dim(x, 2), TF_Dim(x, 3), settings.groups};
  if (s.channels < 1 || s.groups < 1 || s.channels % s.groups != 0) return call.refuse("group norm: C needs to be a multiple of groups"), false;
  for (TF_Tensor* row : rows) {
    const int64_t n = TF_TensorElementCount(row);
    if (n != s.channels && n != s.samples * s.channels)
      return call.refuse("group norm: shift, gamma and beta need the shape [C] or [N, C]"), false;
  }
  return true;
}

void forwards(void* kernel, TF_OpKernelContext* context) {
  const auto& settings = *static_cast<Settings*>(kernel);
  Call call(context);
  TF_Tensor* in[4];
  for (int i = 0; i < 4; i++) in[i] = call.input(i);
  Shape s;
  if (shapeOf(call, settings, in[0], {in[1], in[2], in[3]}, s)) {
    TF_Tensor* y = call.outputLike(0, in[0]);
    if (!call.fails()) {
      const int64_t n = s.pixels * s.channels;
      const Rows shift(in[1], s), gamma(in[2], s), beta(in[3], s);
      parallel(s.samples, [&](int64_t k) {
        Statistics statistics(s.channels);
        const float* x = data(in[0]) + k * n;
        measure(x, shift.of(k), s, statistics);
        normalise(x, gamma.of(k), beta.of(k), s, settings.silu, statistics, data(y) + k * n);
      });
    }
  }
  call.report();
}

// Each sample's own gradient, or their sum where all have the same row.
void gather(const std::vector<float>& each, const Shape& s, TF_Tensor* out) {
  const Rows rows(out, s);
  std::memset(data(out), 0, TF_TensorByteSize(out));
  for (int64_t k = 0; k < s.samples; k++)
    for (int64_t c = 0; c < s.channels; c++) rows.of(k)[c] += each[k * s.channels + c];
}

void backwards(void* kernel, TF_OpKernelContext* context) {
  const auto& settings = *static_cast<Settings*>(kernel);
  Call call(context);
  TF_Tensor* in[5];
  for (int i = 0; i < 5; i++) in[i] = call.input(i);
  Shape s;
  if (shapeOf(call, settings, in[1], {in[2], in[3], in[4]}, s)) {
    TF_Tensor* out[4];
    for (int i = 0; i < 4; i++) out[i] = call.outputLike(i, in[i + 1]);
    if (!call.fails() && TF_TensorElementCount(in[0]) != TF_TensorElementCount(in[1]))
      call.refuse("group norm: dy needs the shape of x");
    if (!call.fails()) {
      const int64_t n = s.pixels * s.channels, C = s.channels;
      const Rows shift(in[2], s), gamma(in[3], s), beta(in[4], s);
      std::vector<float> rows[3];
      for (auto& row : rows) row.resize(s.samples * C);
      parallel(s.samples, [&](int64_t k) {
        Statistics statistics(C);
        const float* x = data(in[1]) + k * n;
        const Gradients d{data(out[0]) + k * n, &rows[0][k * C], &rows[1][k * C], &rows[2][k * C]};
        measure(x, shift.of(k), s, statistics);
        propagate(data(in[0]) + k * n, x, gamma.of(k), beta.of(k), s, settings.silu, statistics, d);
      });
      for (int i = 0; i < 3; i++) gather(rows[i], s, out[i + 1]);
    }
  }
  call.report();
}

void define(const char* name, const std::vector<const char*>& inputs, const std::vector<const char*>& outputs,
            void (*compute)(void*, TF_OpKernelContext*)) {
  TF_Status* status = TF_NewStatus();
  TF_OpDefinitionBuilder* op = TF_NewOpDefinitionBuilder(name);
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(op, input);
  for (const char* output : outputs) TF_OpDefinitionBuilderAddOutput(op, output);
  TF_OpDefinitionBuilderAddAttr(op, "groups: int");
  TF_OpDefinitionBuilderAddAttr(op, "silu: bool");
  TF_RegisterOpDefinition(op, status);
  TF_KernelBuilder* builder = TF_NewKernelBuilder(name, "CPU", create, compute, discard);
  TF_RegisterKernelBuilder(name, builder, status);
  TF_DeleteStatus(status);
}

// When the library is loaded.
const bool defined = [] {
  define("LangevinGroupNorm", {"x: float", "shift: float", "gamma: float", "beta: float"}, {"y: float"}, forwards);
  define("LangevinGroupNormGrad", {"dy: float", "x: float", "shift: float", "gamma: float", "beta: float"},
         {"dx: float", "dshift: float", "dgamma: float", "dbeta: float"}, backwards);
  return true;
}();

}  // namespace
