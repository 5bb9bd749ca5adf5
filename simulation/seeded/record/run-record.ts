// All that is known of a run once it is over: what Tidegate says, and what is so in the simulated AWS. Plain data, so
// that what must hold is a function of it. Times are milliseconds since 1970, unless they say otherwise.

import type { PipelineDefinition } from '../../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { PlannedWave } from '../../../core/planned-wave.ts';
import type { Quarantine } from '../../../core/quarantine.ts';
import type { Release } from '../../../core/release.ts';
import type { Stage } from '../../../core/stage.ts';
import type { Target } from '../../../core/target.ts';
import type { Report } from '../../report.ts';
import type { Scenario } from '../../world/scenario.ts';
import type { Violation } from '../steps/step-check.ts';

export interface RunRecord {
  readonly pipelines: readonly PipelineRecord[];
  readonly scenario: Scenario;
  readonly startAt: number;
  /** When nothing was left to happen, or the world gave up. */
  readonly endedAt: number;
  /** Whether all ended within the time that a world is given. */
  readonly hasEnded: boolean;
  /** What Tidegate says; `targets` in it are asked of AWS. */
  readonly report: Report;
  /** Every call of AWS, in order. */
  readonly calls: readonly MadeCall[];
  readonly faults: readonly FaultRecord[];
  /** What all targets ran after each step that changed it. */
  readonly steps: readonly Step[];
  readonly executions: readonly ExecutionRecord[];
  readonly deployments: readonly DeploymentRecord[];
  readonly alarms: readonly AlarmRecord[];
  /** Waits, open releases and watchers of alarms that are still in the table, in words. */
  readonly leftWaiting: readonly string[];
  readonly deadLetters: number;
  /** What did not hold at a step of it. */
  readonly violations: readonly Violation[];
}

/** A pipeline, and what the table has of it. A target's revisions are by the scenario's names. */
export interface PipelineRecord {
  readonly definition: PipelineDefinition;
  readonly planned: readonly PlannedWave[];
  readonly targets: readonly TargetRecord[];
  readonly stages: readonly Stage[];
  readonly releases: readonly Release[];
  readonly quarantines: readonly Quarantine[];
}

export interface TargetRecord {
  readonly definition: TargetDefinition;
  readonly item: Target | undefined;
  /** What the table says it runs, last baked, and had baked, newest first. */
  readonly saysRunning: string | null;
  readonly saysBaked: string | null;
  readonly hadBaked: readonly (string | null)[];
  /** What it runs in AWS; null if it is mixed, or none of the scenario's. */
  readonly runs: string | null;
}

export interface MadeCall {
  readonly at: number;
  readonly functionName: string | undefined;
  /** Which run of the function made it. */
  readonly invocation: string | undefined;
  /** Whether AWS did as it was asked; a refused write did not, one whose answer was lost did. */
  readonly tookEffect: boolean;
  /** `codedeploy:CreateDeployment`. */
  readonly call: string;
  readonly input: unknown;
  readonly account: string;
  readonly region: string;
}

export interface FaultRecord {
  readonly at: number;
  readonly how: string;
  readonly of: string;
}

export interface Step {
  readonly at: number;
  readonly running: Readonly<Record<string, string | null>>;
}

export interface ExecutionRecord {
  readonly machine: string;
  readonly name: string;
  readonly status: string;
  readonly error: string | undefined;
  readonly output: Readonly<Record<string, unknown>>;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  /** The states it entered, in order, each with its time. */
  readonly visits: readonly { readonly state: string; readonly at: number }[];
}

export interface DeploymentRecord {
  readonly id: string;
  readonly target: string;
  readonly revision: string | null;
  /** Our mark, if it is ours. */
  readonly description: string | undefined;
  readonly status: string;
  readonly createdAt: number;
  readonly completedAt: number | undefined;
}

export interface AlarmRecord {
  readonly target: string;
  readonly name: string;
  /** Undefined where there is no such alarm. */
  readonly changes: readonly { readonly at: number; readonly to: string }[] | undefined;
}
