// The commands that load tensors.
export { mnistSample } from "./mnist-sample.ts";
export { mnistTrain } from "./mnist-train.ts";
