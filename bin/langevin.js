#!/usr/bin/env node
// The commands and their help, in JavaScript that needs nothing compiled, so that help is there at once.
// What a command does is loaded when it runs; the flags of a simulation come from its own declaration.
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { load } from "./load.js";

const { version, description } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/** A command whose flags are not known yet: they go on as they were typed, `--help` too. */
const passOn = (command, path, name) =>
  command
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .argument("[flags...]", "see --help")
    .action(async (flags) => {
      const module = await load(path);
      process.exitCode = await module[name](flags);
    });

const program = new Command("langevin")
  .description(description)
  .version(version)
  .helpCommand(false)
  .enablePositionalOptions()
  .exitOverride()
  .showHelpAfterError("What to do: langevin --help shows the commands.")
  .addHelpText(
    "after",
    `
Examples:
  $ langevin start
  $ langevin run swiss-roll --seed 7
  $ langevin run langevin --energy "(x^2-1)^2 + y^2/2" --temperature 0.5
  $ langevin run langevin --density double-well --solver mala --sweep eps=0.01,0.1,1
  $ langevin run langevin --help`,
  );

passOn(
  program
    .command("list")
    .description("name the simulations, densities, solvers and schedules, with their facts"),
  "sims/node/list",
  "list",
);
passOn(
  program
    .command("cite")
    .usage("RUN|NAME...")
    .description("print what a run, or a name of the list, asks to cite"),
  "sims/node/cite",
  "cite",
);
passOn(
  program
    .command("run")
    .usage("NAME [flags]")
    .description("run a simulation; run NAME --help shows its flags"),
  "sims/node/run",
  "run",
);
passOn(
  program
    .command("course")
    .usage("[ENTRY|--all|check FILE] [flags]")
    .description("the lectures, entry by entry; course --help says how"),
  "sims/node/course",
  "course",
);
passOn(
  program
    .command("start")
    .description("the tour: the Swiss roll by its exact score, digits by a learned one"),
  "sims/node/start",
  "start",
);
passOn(
  program.command("check").description("measure every claim of the registries: claimed, measured, tolerance"),
  "sims/node/check",
  "check",
);
passOn(
  program.command("doctor").description("say what this machine has, and what each missing part would bring"),
  "sims/node/doctor/doctor",
  "doctor",
);
passOn(
  program
    .command("native")
    .description(
      "build the binding to TensorFlow's own library: for a GPU, or several times faster on a CPU",
    ),
  "sims/node/native/native",
  "native",
);
const mnist = program.command("mnist").description("train the score network on MNIST, draw digits with it");
passOn(mnist.command("train").description("train the score network"), "sims/node/mnist-commands", "train");
passOn(
  mnist.command("sample").description("draw digits with trained weights"),
  "sims/node/mnist-commands",
  "sample",
);
passOn(
  mnist.command("classifier").description("train the classifier of noisy digits that guides"),
  "sims/node/mnist-commands",
  "classifier",
);
passOn(
  mnist.command("evaluate").description("measure digits, drawn or of a file, by a judge"),
  "sims/node/mnist-commands",
  "evaluate",
);
passOn(
  mnist.command("solvers").description("show the Frechet distance against evaluations, solver by solver"),
  "sims/node/mnist-commands",
  "solvers",
);
passOn(
  mnist.command("judge").description("train the classifier that evaluate judges by"),
  "sims/node/mnist-commands",
  "judge",
);

// A reader of the output may leave early, or its disk be full: the run and its folder do not depend on it.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Help that was asked for is no error; anything else that the parser refuses is a wrong usage.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
// Nothing is left to do; a library that keeps a timer or a thread must not keep the process.
setTimeout(() => process.exit(), 3000).unref();
