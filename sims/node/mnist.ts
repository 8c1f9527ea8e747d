// The commands that load tensors.
export { mnistTrain } from "./mnist-train.ts";
