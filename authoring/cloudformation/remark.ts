// What a reader says of a template besides what it found.

/** What is in the template and is not watched, or not known, and what to do about it. */
export interface Remark {
  readonly id: string;
  readonly line: number;
  readonly text: string;
}
