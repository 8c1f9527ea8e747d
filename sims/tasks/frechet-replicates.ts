import { frechetReplicates, type Replicates } from "../../mnist/frechet-replicates.ts";

export const frechetReplicatesTask = (input: Replicates): Float64Array => frechetReplicates(input);
