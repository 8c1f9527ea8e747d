import { z } from "zod";

/** A setting as the command line sees it, read from its zod declaration. */
export interface Field {
  readonly key: string;
  /** "--noise-scale", or "--no-noise" for what is on unless told. */
  readonly flag: string;
  readonly kind: "integer" | "number" | "boolean" | "text";
  readonly about: string;
  /** What a value has to be, such as "an integer from 1 to 1e7". */
  readonly expected: string;
  /** What stands for the value in the help: "n", "folder". */
  readonly metavar: string;
  readonly choices?: readonly string[];
  /** Whether the flag may come again, its values joined by commas. */
  readonly joined?: boolean;
  readonly initial?: string;
}

/** The part of JSON Schema that a setting may use. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  /** From `.meta({ metavar })`. */
  readonly metavar?: string;
  /** From `.meta({ joined: true })`. */
  readonly joined?: boolean;
  readonly default?: string | number | boolean | null;
  readonly enum?: readonly (string | number)[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly maxLength?: number;
}

const short = (value: number): string =>
  Number.isInteger(Math.log10(value)) && value >= 1e5
    ? value.toExponential().replace("+", "")
    : String(value);

const unbounded = (value: number | undefined): boolean =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER;

/** "an integer from 1 to 1e7", "a number > 0 and <= 1" */
function range(kind: "integer" | "number", schema: Schema): string {
  const { minimum: low, maximum: high, exclusiveMinimum: above, exclusiveMaximum: below } = schema;
  const noun = kind === "integer" ? "an integer" : "a number";
  if (!unbounded(low) && !unbounded(high)) return `${noun} from ${short(low!)} to ${short(high!)}`;
  const bounds = [
    unbounded(low) ? "" : `>= ${short(low!)}`,
    unbounded(above) ? "" : `> ${short(above!)}`,
    unbounded(high) ? "" : `<= ${short(high!)}`,
    unbounded(below) ? "" : `< ${short(below!)}`,
  ];
  return [noun, bounds.filter(Boolean).join(" and ")].filter(Boolean).join(" ");
}

/** "a file", "text of at most 2000 characters": of a text whose declaration has no words of its own for what it has to be. */
function textual({ metavar, maxLength }: Schema): string {
  const noun = metavar === undefined ? "text" : `a ${metavar}`;
  return maxLength === undefined ? noun : `${noun} of at most ${maxLength} characters`;
}

const metavars: Readonly<Record<string, string>> = { integer: "n", number: "x", enum: "name" };

const dashed = (key: string): string => key.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function field(key: string, schema: Schema): Field {
  const inner = schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
  const { default: initial = inner.default, description = inner.description ?? "" } = schema;
  const common = {
    key,
    flag: `--${dashed(key)}`,
    about: description,
    metavar: schema.metavar ?? metavars[inner.enum ? "enum" : (inner.type ?? "")] ?? "text",
    ...(initial === undefined || initial === null ? {} : { initial: String(initial) }),
    ...(schema.joined === true && { joined: true }),
  };
  const choices = inner.enum?.map(String);
  if (choices !== undefined) {
    return { ...common, kind: "text", expected: `one of ${choices.join(", ")}`, choices };
  }
  switch (inner.type) {
    case "boolean":
      return {
        ...common,
        ...(initial === true && { flag: `--no-${dashed(key)}` }),
        kind: "boolean",
        expected: "no value",
      };
    case "integer":
    case "number":
      return { ...common, kind: inner.type, expected: range(inner.type, inner) };
    default:
      return { ...common, kind: "text", expected: textual(schema) };
  }
}

/** The fields of a configuration, in the order of their declaration. */
export function fields(config: z.ZodObject): Field[] {
  const { properties = {} } = z.toJSONSchema(config, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([key, schema]) => field(key, schema as Schema));
}
