// What runs tests: each kind in a way of its own, behind the same two questions.

import type { TestKind } from '../../core/pipeline/test-schema.ts';
import type { PlannedTest } from '../../core/planned-wave.ts';
import type { Release } from '../../core/release.ts';
import type { TestResult, TestRun } from '../../core/test-run.ts';
import type { Wave } from '../../core/wave.ts';
import type { Ports } from '../ports.ts';

export interface TestToRun {
  readonly release: Release;
  readonly wave: Wave;
  readonly planned: PlannedTest;
  /** Its name, and which run of it this is: the same run is begun by whoever says the same. */
  readonly as: string;
}

export interface BegunTest {
  readonly wave: Wave;
  readonly planned: PlannedTest;
  readonly run: TestRun;
}

/** Begins it once, however often it is asked to; resolves to what the run is known by. */
export type StartTest = (ports: Ports, test: TestToRun) => Promise<string>;

/** How it has ended, as whoever runs it says just now; undefined while it runs. */
export type SeeTest = (ports: Ports, test: BegunTest) => Promise<TestResult | undefined>;

/** Those that somebody may ask: of tests of another kind, they leave it to others. */
export type Sees = Readonly<Partial<Record<RunKind, SeeTest>>>;

/** What somebody runs: a drill is the wave's own machine's. */
export type RunKind = Exclude<TestKind, 'drill'>;
