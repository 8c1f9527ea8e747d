import * as grids from "./index.ts";

type Grids = typeof grids;
type ByName = { readonly [K in keyof Grids as Grids[K]["name"]]: Grids[K] };

/** The ways of placing a grid, by the names that users type. */
export const spacings = Object.fromEntries(Object.values(grids).map((grid) => [grid.name, grid])) as ByName;
