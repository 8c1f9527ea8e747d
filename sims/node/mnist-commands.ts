import { command } from "./complain.ts";
import { parts } from "./parts.ts";
import { runSimulation } from "./run.ts";

/** `langevin mnist train [flags]`; tensors are loaded only here and in `sample`. */
export const train = (flags: readonly string[]): Promise<number> =>
  command(async () => {
    const { mnistTrain } = await import("./mnist.ts");
    return runSimulation(mnistTrain, "langevin mnist train", flags, parts);
  });

/** `langevin mnist classifier [flags]` */
export const classifier = (flags: readonly string[]): Promise<number> =>
  command(async () => {
    const { mnistClassifier } = await import("./mnist.ts");
    return runSimulation(mnistClassifier, "langevin mnist classifier", flags, parts);
  });

/** `langevin mnist sample [flags]` */
export const sample = (flags: readonly string[]): Promise<number> =>
  command(async () => {
    const { mnistSample } = await import("./mnist.ts");
    return runSimulation(mnistSample, "langevin mnist sample", flags, parts);
  });

/** `langevin mnist judge [flags]` */
export const judge = (flags: readonly string[]): Promise<number> =>
  command(async () => {
    const { mnistJudge } = await import("./mnist.ts");
    return runSimulation(mnistJudge, "langevin mnist judge", flags, parts);
  });
