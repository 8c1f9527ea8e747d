import * as networks from "../../mnist/networks/index.ts";
import type { NetworkKind, NetworkSpec, Size } from "../../mnist/networks/network.ts";
import type { Recipe, TrainingPlan } from "../../mnist/recipes/recipe.ts";
import { recipeOf } from "../../mnist/recipes/recipe-of.ts";
import { stepsPerEpoch } from "../../mnist/shards.ts";
import { choose } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import type { TrainingConfig } from "./training-config.ts";

/** Channels as typed: one a level, or the first level's, the others in the proportion of the usual ones. */
function channelsOf(text: string, usual: unknown, network: string): readonly number[] {
  const typed = text.split(",").map(Number);
  if (!Array.isArray(usual) || (typed.length !== 1 && typed.length !== usual.length)) {
    const expected = Array.isArray(usual) ? `1 or ${usual.length} numbers, such as ${usual}` : "none";
    throw new UsageError({ what: `--channels of the network ${network}`, got: text, expected });
  }
  return typed.length > 1 ? typed : usual.map((n) => Math.round((n * typed[0]) / usual[0]));
}

/** The network that was asked for: its labels are those of the recipe. */
function networkAsked(asked: TrainingConfig, { labels, training }: Recipe): NetworkSpec {
  const name = asked.network ?? training.network.name;
  const { size: usual } = choose<NetworkKind>("network", name, networks);
  const base: Size = { ...usual, ...(name === training.network.name && training.network.size) };
  const told = "labels" in usual ? { labels: labels !== "none" } : {};
  const attention = asked.attention ? { attention: true } : {};
  const channels =
    asked.channels === undefined ? {} : { channels: channelsOf(asked.channels, base.channels, name) };
  return { name, size: { ...base, ...told, ...attention, ...channels } };
}

/** How long the training shall be: one of the three that was typed, or the recipe's. */
function lengthAsked({ epochs, minutes, steps }: TrainingConfig, plan: TrainingPlan) {
  const given = Object.entries({ minutes, steps, epochs }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    const got = given.map(([name]) => `--${name}`).join(" and ");
    const expected = "one of --minutes, --steps, --epochs";
    throw new UsageError({ what: "length of the training", got, expected });
  }
  return given.length === 1 ? { epochs, minutes, steps } : plan.length;
}

/** What the flags and the recipe come to. */
export interface TrainingAsked {
  readonly recipe: Recipe;
  readonly spec: NetworkSpec;
  readonly batch: number;
  readonly rate: number;
  /** Infinity where `minutes` decide. */
  readonly steps: number;
  readonly minutes?: number | undefined;
}

/** @param count images to train on */
export function trainingAsked(asked: TrainingConfig, count: number): TrainingAsked {
  const recipe = recipeOf(asked.recipe);
  const { training } = recipe;
  const batch = asked.batch ?? training.batch;
  const length: { epochs?: number | undefined; minutes?: number | undefined; steps?: number | undefined } =
    lengthAsked(asked, training);
  const { epochs, minutes, steps = Infinity } = length;
  return {
    recipe,
    spec: networkAsked(asked, recipe),
    batch,
    rate: asked.rate ?? training.rate,
    steps: epochs === undefined ? steps : Math.max(1, Math.round(epochs * stepsPerEpoch(count, batch))),
    minutes,
  };
}
