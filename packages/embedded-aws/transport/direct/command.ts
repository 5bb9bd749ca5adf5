// What is read of the SDK's commands.

/** A command of the SDK: its input, and the schema of its operation. */
export interface Command {
  readonly input: object;
  readonly schema?: unknown;
  /** The command that one of the document client stands for. */
  readonly clientCommand?: { readonly schema?: unknown };
}
