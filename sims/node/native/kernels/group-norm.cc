// Group norm with SiLU, forwards and backwards, as two operations of TensorFlow on a CPU: each sample is read from
// memory once, and everything in between happens in the cache, where a chain of TensorFlow's own operations
// passes over the images twenty times. Written against the C interface of kernels, which is stable.
//
//   u = gamma xhat + beta,  xhat = (x + shift - mu) r,  y = u or u / (1 + exp(-u))
//
// where mu and r = 1 / sqrt(variance + 1e-5) are those of a sample's group of channels over all pixels.
// x [N, H, W, C]; shift [N, C]; gamma and beta [C] or [N, C]. Y. Wu and K. He (2018), arXiv:1803.08494.

#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "call.h"
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
  float *scale, *offset;
};

// In two passes, around the mean of each channel, so that no large numbers are subtracted.
VECTORISED void measure(const float* __restrict x, const float* shift, const Shape& s, const Statistics& out) {
  const int64_t C = s.channels, P = s.pixels;
  std::vector<float> means(C), squares(C);
  float* __restrict mean = means.data();
  float* __restrict spread = squares.data();
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
  const float* __restrict scale = of.scale;
  const float* __restrict offset = of.offset;
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

// A number a channel: the same for all samples, or each sample's own.
struct Rows {
  float* values;
  int64_t stride;
  Rows(TF_Tensor* tensor, const Shape& s)
      : values(data(tensor)), stride(TF_TensorElementCount(tensor) == s.channels ? 0 : s.channels) {}
  float* of(int64_t sample) const { return values + sample * stride; }
};

// The shape of x, where the arrays of a number a channel fit to it: all samples' own where `each` is told.
bool shapeOf(Call& call, const Settings& settings, TF_Tensor* x, const std::vector<TF_Tensor*>& each,
             const std::vector<TF_Tensor*>& rows, Shape& s) {
  if (call.fails()) return false;
  const auto refuse = [&](const char* why) { return call.refuse(why), false; };
  if (TF_NumDims(x) != 4) return refuse("group norm: x needs the shape [N, H, W, C]");
  s = {TF_Dim(x, 0), TF_Dim(x, 1) * TF_Dim(x, 2), TF_Dim(x, 3), settings.groups};
  if (s.channels < 1 || s.groups < 1 || s.channels % s.groups != 0)
    return refuse("group norm: C needs to be a multiple of groups");
  for (TF_Tensor* row : each)
    if (TF_TensorElementCount(row) != s.samples * s.channels) return refuse("group norm: shift needs the shape [N, C]");
  for (TF_Tensor* row : rows) {
    const int64_t n = TF_TensorElementCount(row);
    if (n != s.channels && n != s.samples * s.channels)
      return refuse("group norm: gamma and beta need the shape [C] or [N, C]");
  }
  return true;
}

void forwards(void* kernel, TF_OpKernelContext* context) {
  const auto& settings = *static_cast<Settings*>(kernel);
  Call call(context);
  TF_Tensor* in[4];
  for (int i = 0; i < 4; i++) in[i] = call.input(i);
  Shape s;
  if (shapeOf(call, settings, in[0], {in[1]}, {in[2], in[3]}, s)) {
    TF_Tensor* y = call.outputLike(0, in[0]);
    TF_Tensor *scale = call.outputLike(1, in[1]), *offset = call.outputLike(2, in[1]);
    if (!call.fails()) {
      const int64_t n = s.pixels * s.channels, C = s.channels;
      const Rows gamma(in[2], s), beta(in[3], s);
      for (int64_t k = 0; k < s.samples; k++) {
        const Statistics statistics{data(scale) + k * C, data(offset) + k * C};
        const float* x = data(in[0]) + k * n;
        measure(x, data(in[1]) + k * C, s, statistics);
        normalise(x, gamma.of(k), beta.of(k), s, settings.silu, statistics, data(y) + k * n);
      }
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
  TF_Tensor *dy = call.input(0), *x = call.input(1), *scale = call.input(2), *offset = call.input(3);
  TF_Tensor *gamma = call.input(4), *beta = call.input(5);
  Shape s;
  if (shapeOf(call, settings, x, {scale, offset}, {gamma, beta}, s)) {
    TF_Tensor *dx = call.outputLike(0, x), *dshift = call.outputLike(1, scale);
    TF_Tensor *dgamma = call.outputLike(2, gamma), *dbeta = call.outputLike(3, beta);
    if (!call.fails() && TF_TensorElementCount(dy) != TF_TensorElementCount(x))
      call.refuse("group norm: dy needs the shape of x");
    if (!call.fails()) {
      const int64_t n = s.pixels * s.channels, C = s.channels;
      const Rows g(gamma, s), b(beta, s);
      std::vector<float> dg(s.samples * C), db(s.samples * C);
      for (int64_t k = 0; k < s.samples; k++) {
        const Gradients d{data(dx) + k * n, data(dshift) + k * C, &dg[k * C], &db[k * C]};
        const Statistics statistics{data(scale) + k * C, data(offset) + k * C};
        propagate(data(dy) + k * n, data(x) + k * n, g.of(k), b.of(k), s, settings.silu, statistics, d);
      }
      gather(dg, s, dgamma);
      gather(db, s, dbeta);
    }
  }
  call.report();
}

// When the library is loaded.
const bool defined = [] {
  const std::vector<const char*> how{"groups: int", "silu: bool"};
  define("LangevinGroupNorm", {"x: float", "shift: float", "gamma: float", "beta: float"},
         {"y: float", "scale: float", "offset: float"}, how, create, forwards, discard);
  define("LangevinGroupNormGrad",
         {"dy: float", "x: float", "scale: float", "offset: float", "gamma: float", "beta: float"},
         {"dx: float", "dshift: float", "dgamma: float", "dbeta: float"}, how, create, backwards, discard);
  return true;
}();

}  // namespace
