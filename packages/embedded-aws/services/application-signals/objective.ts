// A service level objective, as its owner set it.

export interface Objective {
  readonly name: string;
  /** `Type`, `Name`, `Environment` of the service that it is set on; none for one of a metric alone. */
  readonly keyAttributes: Readonly<Record<string, string>>;
  /** What it is measured by. */
  readonly metric: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
  readonly createdAt: Date;
  readonly goalPercent: number;
  /** The rolling interval that the goal is for. */
  readonly days: number;
  /** Of the whole budget, the part that was spent by then, 1 for all of it; undefined without data. */
  spentAt(millis: number): number | undefined;
}
