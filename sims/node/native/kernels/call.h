// An operation of TensorFlow, by the C interface of kernels.

#pragma once

#include <cstdint>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_status.h"
#include "tensorflow/c/tf_tensor.h"

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
  TF_Tensor* output(int i, const std::vector<int64_t>& dims) {
    size_t bytes = sizeof(float);
    for (int64_t n : dims) bytes *= n;
    return kept(TF_AllocateOutput(context_, i, TF_FLOAT, dims.data(), dims.size(), bytes, status_));
  }
  TF_Tensor* outputLike(int i, TF_Tensor* like) {
    std::vector<int64_t> dims(TF_NumDims(like));
    for (size_t k = 0; k < dims.size(); k++) dims[k] = TF_Dim(like, k);
    return output(i, dims);
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

inline float* data(TF_Tensor* tensor) { return static_cast<float*>(TF_TensorData(tensor)); }

inline void define(const char* name, const std::vector<const char*>& inputs, const std::vector<const char*>& outputs,
                   const std::vector<const char*>& attributes, void* (*create)(TF_OpKernelConstruction*),
                   void (*compute)(void*, TF_OpKernelContext*), void (*discard)(void*)) {
  TF_Status* status = TF_NewStatus();
  TF_OpDefinitionBuilder* op = TF_NewOpDefinitionBuilder(name);
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(op, input);
  for (const char* output : outputs) TF_OpDefinitionBuilderAddOutput(op, output);
  for (const char* attribute : attributes) TF_OpDefinitionBuilderAddAttr(op, attribute);
  TF_RegisterOpDefinition(op, status);
  TF_RegisterKernelBuilder(name, TF_NewKernelBuilder(name, "CPU", create, compute, discard), status);
  TF_DeleteStatus(status);
}
