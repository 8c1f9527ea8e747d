import { z } from "zod";

/** The flag --data of what reads images; `trainingDigits` and `testDigits` take it. */
export const data = z.string().min(1).optional().meta({
  metavar: "folder",
  description:
    "folder of the four IDX files, gzipped or not, such as Fashion-MNIST's; the package's MNIST unless told",
});
