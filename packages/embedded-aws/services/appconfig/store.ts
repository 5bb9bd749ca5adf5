// What AppConfig keeps: applications with their environments and profiles, hosted versions, and deployments.

import type { Chance } from '../../chance.ts';
import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import type { Validator } from './validators.ts';

export interface HostedVersion {
  readonly number: number;
  readonly content: Uint8Array;
  readonly contentType: string;
  readonly label: string | undefined;
  readonly description: string | undefined;
}

export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly type: 'AWS.Freeform' | 'AWS.AppConfig.FeatureFlags';
  readonly versions: HostedVersion[];
  /** Asked one after the other as a deployment is started. */
  readonly validators: Validator[];
  /** The last number that was given: a deleted version's is never given again. */
  lastVersion: number;
}

export interface Strategy {
  readonly id: string;
  readonly name: string;
  readonly deployMinutes: number;
  readonly bakeMinutes: number;
  readonly growth: number;
  readonly growthType: string;
}

export type State =
  | 'VALIDATING'
  | 'DEPLOYING'
  | 'BAKING'
  | 'COMPLETE'
  | 'ROLLING_BACK'
  | 'ROLLED_BACK'
  | 'REVERTED';

export interface LogEntry {
  readonly type: string;
  readonly by: 'USER' | 'APPCONFIG' | 'CLOUDWATCH_ALARM' | 'INTERNAL_ERROR';
  readonly text: string;
  readonly at: Date;
}

export interface Deployment {
  readonly environment: Environment;
  readonly number: number;
  readonly profile: Profile;
  readonly version: HostedVersion;
  readonly strategy: Strategy;
  readonly description: string | undefined;
  readonly startedAt: Date;
  state: State;
  completedAt: Date | undefined;
  /** The newest first. */
  readonly log: LogEntry[];
  /** Ends its next step, whatever that is. */
  cancel: () => void;
}

export interface Environment extends Place {
  readonly id: string;
  readonly name: string;
  /** The names of the alarms that AppConfig watches. */
  readonly monitors: string[];
  readonly deployments: Deployment[];
}

export interface Application {
  readonly id: string;
  readonly name: string;
  readonly environments: Environment[];
  readonly profiles: Profile[];
}

export interface Kept {
  readonly applications: Application[];
  readonly strategies: Strategy[];
}

const UNDER_WAY: readonly State[] = ['VALIDATING', 'DEPLOYING', 'BAKING', 'ROLLING_BACK'];

export function isUnderWay({ state }: Pick<Deployment, 'state'>): boolean {
  return UNDER_WAY.includes(state);
}

/** How long a deployment's first step may still be reverted once it is complete. */
export const REVERTS_MILLIS = 72 * 3_600_000;

export function newId(chance: Chance): string {
  return chance.uuid().replaceAll('-', '').slice(0, 7);
}

/** AppConfig's own, which everyone has: its all at once bakes for ten minutes. */
export function predefined(): Strategy[] {
  return [
    own('AppConfig.AllAtOnce', 0, 10, 100, 'LINEAR'),
    own('AppConfig.Linear50PercentEvery30Seconds', 1, 1, 50, 'LINEAR'),
    own('AppConfig.Canary10Percent20Minutes', 20, 10, 10, 'EXPONENTIAL'),
  ];
}

function own(
  name: string,
  deployMinutes: number,
  bakeMinutes: number,
  growth: number,
  growthType: string,
): Strategy {
  return { id: name, name, deployMinutes, bakeMinutes, growth, growthType };
}

export function missing(what: string, id: string): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} ${id} not found.`, 404);
}

/** How much of what asks gets the deployment's version, in [0, 1]. */
export function shareOf(
  { state, startedAt, strategy: { deployMinutes, growth } }: Deployment,
  millis: number,
): number {
  if (state === 'COMPLETE' || state === 'BAKING') return 1;
  if (state !== 'DEPLOYING') return 0;
  if (deployMinutes === 0) return 1;
  const passed = (millis - startedAt.getTime()) / (deployMinutes * 60_000);
  return Math.min(1, Math.max(growth / 100, passed));
}
