/** What TensorFlow's library reads from the environment: errors only on stderr, and of a GPU's memory as much as it needs. */
const settings = { TF_CPP_MIN_LOG_LEVEL: "2", TF_FORCE_GPU_ALLOW_GROWTH: "true" };

/**
 * Sets what TensorFlow's library reads when it is loaded, where the user has not. Only the main thread's
 * environment is the process's: it has to call this before a worker loads the backend.
 */
export function prepareTensorflow(): void {
  for (const [name, value] of Object.entries(settings)) process.env[name] ??= value;
}
