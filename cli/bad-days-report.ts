// What many bad days of a pipeline came to: the contract of `tidegate simulate --faults --json`.

import type { BadDay } from '../simulation/bad-days/draw-bad-day.ts';
import type { PlayedDay } from '../simulation/bad-days/play-day.ts';
import type { Day, Totals } from '../simulation/bad-days/totals.ts';

/** What is played of one version. */
export interface Played {
  readonly file: string;
  readonly good: PlayedDay;
  readonly days: readonly Day[];
}

export interface BadDaysReport {
  readonly pipeline: string;
  readonly from: number;
  readonly seeds: number;
  readonly versions: readonly (Played & { readonly totals: Totals })[];
  /** What happened on each day, as a scenario that can be played on its own. */
  readonly scenarios: Readonly<Record<string, BadDay['scenario']>>;
}
