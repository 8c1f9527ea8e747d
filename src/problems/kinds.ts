/** The kinds of SDE, from the widest noise to the narrowest: a problem of one is also of those before it. */
export const sdeKinds = ["general", "stratonovich", "commutative", "additive", "semilinear"] as const;
