// The addon that Node loads: it opens the binding beside it, the same name with .so behind it, and becomes it.
// TensorFlow's libraries write to stderr while they are opened, whatever they are told, so stderr is turned away
// meanwhile; and they read their settings from the environment of the process, which JavaScript can only set in
// the main thread. Whoever sets TF_CPP_MIN_LOG_LEVEL hears all of it. Each operation runs in the thread that asks for
// it: the cores are used by several such threads, each with images of its own, which leaves none of them waiting.

#include <dlfcn.h>
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace {

void* open_quietly(const std::string& path) {
  const int kept = dup(STDERR_FILENO), none = open("/dev/null", O_WRONLY);
  dup2(none, STDERR_FILENO);
  void* library = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
  dup2(kept, STDERR_FILENO);
  close(kept);
  close(none);
  return library;
}

}  // namespace

NAPI_MODULE_INIT() {
  const bool loud = std::getenv("TF_CPP_MIN_LOG_LEVEL") != nullptr;
  if (!loud) setenv("TF_CPP_MIN_LOG_LEVEL", "2", 0);  // errors only
  setenv("TF_NUM_INTRAOP_THREADS", "1", 0);
  setenv("TF_NUM_INTEROP_THREADS", "1", 0);
  setenv("TF_FORCE_GPU_ALLOW_GROWTH", "true", 0);     // of a GPU's memory, what is needed
  Dl_info here;
  dladdr(reinterpret_cast<void*>(&napi_register_module_v1), &here);
  const std::string path = std::string(here.dli_fname) + ".so";
  void* library = loud ? dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL) : open_quietly(path);
  void* binding = library == nullptr ? nullptr : dlsym(library, "napi_register_module_v1");
  if (binding == nullptr) {
    napi_throw_error(env, nullptr, dlerror());
    return nullptr;
  }
  return reinterpret_cast<napi_value (*)(napi_env, napi_value)>(binding)(env, exports);
}
