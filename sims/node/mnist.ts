// The commands that load tensors.
export { mnistClassifier } from "./mnist-classifier.ts";
export { mnistEvaluate } from "./mnist-evaluate.ts";
export { mnistJudge } from "./mnist-judge.ts";
export { mnistSample } from "./mnist-sample.ts";
export { mnistSolvers } from "./mnist-solvers.ts";
export { mnistTrain } from "./mnist-train.ts";
