// A mutant: one safeguard broken, in a copy of one file that is only ever loaded, never written.

export interface Mutant {
  /** Its file and line, and what is broken there. */
  readonly id: string;
  /** Which safeguards it is one of. */
  readonly kind: string;
  /** Of the repository's root. */
  readonly file: string;
  /** Where in the file, in characters. */
  readonly start: number;
  readonly end: number;
  /** What stands there in its place. */
  readonly text: string;
}

/** The file's text with the safeguard broken. */
export function mutated(text: string, { start, end, text: instead }: Mutant): string {
  return text.slice(0, start) + instead + text.slice(end);
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
