/** Observations of one moment: a single value, values with their counts, or a statistic set. */
export type Sample = { readonly at: number; readonly unit?: string | undefined } & (
  | { readonly value: number }
  | { readonly values: readonly number[]; readonly counts?: readonly number[] | undefined }
  | {
      readonly sum: number;
      readonly count: number;
      readonly minimum: number;
      readonly maximum: number;
    }
);
