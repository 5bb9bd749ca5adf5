// What a command would do, and what it did, as data.

/** One thing that changes: `stage prod of checkout`, from `open` to `held`. */
export interface Change {
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** What a command would do as things are. */
export interface Intent {
  /** One line: `checkout: #412 4f1d2c3 may be promoted again`. */
  readonly about: string;
  readonly changes: readonly Change[];
  /** What else a person should know. */
  readonly notes?: readonly string[];
  /** What the command goes by: where it has moved on, a person has seen something else. */
  readonly seen: unknown;
  /** What programs read, beside the lines. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** What it is done with. Nobody is told. */
  readonly carries?: unknown;
}

type Told = Omit<Intent, 'seen' | 'carries'>;

/** What a preview answers. */
export interface Previewed extends Told {
  readonly command: string;
  /** The version of what was seen. */
  readonly seen: string;
}

/** What a command answers that was obeyed. */
export interface Obeyed extends Told {
  readonly command: string;
  /** The ARN of whoever gave it, as the signature says. */
  readonly by: string;
  readonly at: string;
  readonly reason?: string;
  /** Whether it had been done before, by the same key: then nothing was done again. */
  readonly repeated: boolean;
  /** What was done, a line each. */
  readonly did: readonly string[];
}
