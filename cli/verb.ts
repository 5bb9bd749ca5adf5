// A verb as data: what it is for, what it takes, and what it runs. Help, pages and completion are made from it.

export interface Option {
  /** What its value is called, as FILE; an option without one is there or is not. */
  readonly value?: string;
  readonly text: string;
  /** What holds where it is not given, as it would be typed. */
  readonly default?: string;
  readonly required?: true;
  /** It may be given several times. */
  readonly many?: true;
  readonly choices?: readonly string[];
  /** Throws a `Failure` that says what was expected. `option` is its name as it is typed. */
  readonly parse?: (text: string, option: string) => unknown;
  /** Under which heading of the help it stands. */
  readonly group?: string;
}

/** What is given by its place alone, in order. */
export interface Operand {
  readonly value: string;
  readonly text: string;
  /** What one is called in a sentence: `one pipeline file`. */
  readonly what: string;
  readonly optional?: true;
  /** All that are left. */
  readonly many?: true;
  readonly choices?: readonly string[];
}

type Options = Readonly<Record<string, Option>>;
type Operands = Readonly<Record<string, Operand>>;

type OneOf<O> = O extends { parse: (...words: never[]) => infer Value }
  ? Value
  : O extends { choices: readonly (infer Choice)[] }
    ? Choice
    : string;

type OptionValue<O> = O extends { value: string }
  ? O extends { many: true }
    ? readonly OneOf<O>[]
    : O extends { default: string } | { required: true }
      ? OneOf<O>
      : OneOf<O> | undefined
  : boolean;

type OperandValue<O> = O extends { many: true }
  ? readonly OneOf<O>[]
  : O extends { optional: true }
    ? OneOf<O> | undefined
    : OneOf<O>;

/** What a person asked for: each operand and option under its name. */
export type Asked<Takes extends Operands, Has extends Options> = {
  readonly [Name in keyof Takes]: OperandValue<Takes[Name]>;
} & { readonly [Name in keyof Has]: OptionValue<Has[Name]> } & { readonly json: boolean };

export interface Example {
  /** What follows `tidegate`. */
  readonly words: string;
  readonly text: string;
}

/** The parts of the help, in its order. */
export const groups = [
  'Write a pipeline',
  'Try it on this machine',
  'Work with a deployed Tidegate',
  'Ask why',
  'Play single parts',
  'The command line itself',
] as const;

interface Definition<Takes extends Operands, Has extends Options> {
  readonly group: (typeof groups)[number];
  /** One line, as an imperative. */
  readonly summary: string;
  /** Paragraphs of what else there is to know. */
  readonly details?: readonly string[];
  /** What follows the verb, a line for each way to use it, where there are several. */
  readonly forms?: readonly string[];
  readonly operands?: Takes;
  readonly options?: Has;
  readonly examples?: readonly Example[];
  /** Exit codes besides 0 (done), 1 (failed) and 2 (refused). */
  readonly exits?: Readonly<Record<number, string>>;
  /** Resolves to the exit code. Imports what it needs when it runs: the words of a verb are read much more often. */
  readonly run: (asked: Asked<Takes, Has>, commandLine: CommandLine) => Promise<number>;
}

export interface Verb {
  readonly group: (typeof groups)[number];
  readonly summary: string;
  readonly details: readonly string[];
  readonly forms: readonly string[] | undefined;
  readonly operands: Operands;
  readonly options: Options;
  readonly examples: readonly Example[];
  readonly exits: Readonly<Record<number, string>>;
  run(asked: Readonly<Record<string, unknown>>, commandLine: CommandLine): Promise<number>;
}

export interface NamedVerb extends Verb {
  readonly name: string;
}

/** The whole command line, for the verbs that are about the verbs. */
export interface CommandLine {
  readonly names: readonly string[];
  /** Throws `Refused` with the nearest known one where there is none of that name. */
  readonly verbNamed: (name: string) => Promise<NamedVerb>;
}

const JSON_OPTION: Option = { text: 'print one JSON object instead of text' };

export function verb<
  const Takes extends Operands = Record<never, Operand>,
  const Has extends Options = Record<never, Option>,
>(definition: Definition<Takes, Has>): Verb {
  const {
    group,
    summary,
    details = [],
    forms,
    operands = {},
    options = {},
    examples = [],
  } = definition;
  return {
    group,
    summary,
    details,
    forms,
    operands,
    options: { ...options, json: JSON_OPTION },
    examples,
    exits: definition.exits ?? {},
    // The words were read by these very operands and options; only the types cannot tell.
    run: (asked, commandLine) => definition.run(asked as Asked<Takes, Has>, commandLine),
  };
}
