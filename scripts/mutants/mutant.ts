// A mutant: one safeguard broken, in a copy of one file that is only ever loaded, never written.

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What is broken there, so that the file can hold it beside all its others, behind a switch. */
export type How =
  | { readonly what: 'condition' }
  | { readonly what: 'call' }
  | {
      readonly what: 'half';
      readonly operator: '&&' | '||';
      readonly left: Place;
      readonly right: Place;
      readonly keeps: 'left' | 'right';
    }
  | {
      readonly what: 'bound';
      readonly declaration: Place;
      readonly name: string;
      readonly value: number;
    };

export interface Mutant extends Place {
  /** Its file and line, and what is broken there. */
  readonly id: string;
  /** Which safeguards it is one of. */
  readonly kind: string;
  /** Of the repository's root. */
  readonly file: string;
  /** What stands there in its place. */
  readonly text: string;
  /** Absent where the file can only be loaded with this mutant alone: what is read as it is loaded. */
  readonly how?: How;
}

/** The file's text with the safeguard broken. */
export function mutated(text: string, { start, end, text: instead }: Mutant): string {
  return text.slice(0, start) + instead + text.slice(end);
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
