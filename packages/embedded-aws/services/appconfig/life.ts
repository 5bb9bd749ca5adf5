// What a deployment of AppConfig goes through: it deploys, bakes, is complete; or goes back, by an alarm or a person.

import type { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import {
  type Deployment,
  type Environment,
  isUnderWay,
  type LogEntry,
  REVERTS_MILLIS,
  type State,
} from './store.ts';

/** How a deployment goes; as its strategy says without one. */
export interface Script {
  /** Beyond what the strategy says. */
  readonly seconds?: number;
  /** AppConfig itself takes it back. */
  readonly fails?: string;
  readonly hangs?: boolean;
}

export type Happens = 'begins' | 'arrives' | 'goesBack';

export interface LifeParts {
  readonly clock: VirtualClock;
  readonly inAlarm: (name: string, place: Place) => boolean;
  readonly scriptOf: (deployment: Deployment) => Script | undefined;
  readonly follows: (what: Happens, deployment: Deployment) => void;
}

/** One that is all at once is complete a moment later. */
const MOMENT_SECONDS = 4;
const BACK_SECONDS = 8;

export function begin(parts: LifeParts, deployment: Deployment): void {
  const script = parts.scriptOf(deployment);
  const { strategy } = deployment;
  enter(parts, deployment, 'DEPLOYING', 'DEPLOYMENT_STARTED', 'USER', 'Deployment started');
  parts.follows('begins', deployment);
  if (script?.hangs) return;
  const seconds = MOMENT_SECONDS + strategy.deployMinutes * 60 + (script?.seconds ?? 0);
  // What fires already when it begins takes it back as what begins to fire does.
  const fires = firing(parts, deployment.environment);
  if (fires) {
    later(parts, deployment, 1, () => goBackBy(parts, deployment, fires));
    return;
  }
  deployment.log.unshift(servedEntry(deployment, parts.clock.now()));
  if (script?.fails !== undefined) {
    const why = script.fails;
    later(parts, deployment, seconds, () => goBack(parts, deployment, 'INTERNAL_ERROR', why));
    return;
  }
  later(parts, deployment, seconds, () => bake(parts, deployment));
}

/** The first step of a strategy comes as it begins. */
function servedEntry({ strategy: { growth } }: Deployment, at: Date): LogEntry {
  const text = `Configuration available to ${growth.toFixed(2)}% of clients`;
  return { type: 'PERCENTAGE_UPDATED', by: 'APPCONFIG', text, at };
}

function bake(parts: LifeParts, deployment: Deployment): void {
  const { bakeMinutes } = deployment.strategy;
  parts.follows('arrives', deployment);
  if (bakeMinutes === 0) {
    complete(parts, deployment);
    return;
  }
  enter(parts, deployment, 'BAKING', 'BAKE_TIME_STARTED', 'APPCONFIG', 'Bake time started');
  later(parts, deployment, bakeMinutes * 60, () => complete(parts, deployment));
}

function complete(parts: LifeParts, deployment: Deployment): void {
  const text = 'Deployment completed';
  enter(parts, deployment, 'COMPLETE', 'DEPLOYMENT_COMPLETED', 'APPCONFIG', text);
  deployment.completedAt = parts.clock.now();
}

/** An alarm that fires takes back what its environment is busy with. */
export function alarmFired(parts: LifeParts, environment: Environment, name: string): void {
  if (!environment.monitors.includes(name)) return;
  for (const deployment of environment.deployments)
    if (isUnderWay(deployment) && deployment.state !== 'ROLLING_BACK')
      goBackBy(parts, deployment, name);
}

function goBackBy(parts: LifeParts, deployment: Deployment, alarm: string): void {
  goBack(parts, deployment, 'CLOUDWATCH_ALARM', `Rollback initiated by CloudWatch alarm ${alarm}`);
}

function goBack(parts: LifeParts, deployment: Deployment, by: LogEntry['by'], text: string): void {
  enter(parts, deployment, 'ROLLING_BACK', 'ROLLBACK_STARTED', by, text);
  later(parts, deployment, BACK_SECONDS, () => {
    enter(parts, deployment, 'ROLLED_BACK', 'ROLLBACK_COMPLETED', 'APPCONFIG', 'Rolled back');
    deployment.completedAt = parts.clock.now();
    parts.follows('goesBack', deployment);
  });
}

/**
 * Without leave to revert only what is being deployed can be stopped; with it, for three days, what is
 * complete too.
 */
export function stop(parts: LifeParts, deployment: Deployment, allowRevert: boolean): void {
  const { state, completedAt } = deployment;
  const since = parts.clock.millis() - (completedAt?.getTime() ?? 0);
  const isRevertable = allowRevert && state === 'COMPLETE' && since <= REVERTS_MILLIS;
  if (isRevertable) {
    enter(parts, deployment, 'REVERTED', 'REVERT_COMPLETED', 'USER', 'Reverted');
    parts.follows('goesBack', deployment);
    return;
  }
  if (state === 'DEPLOYING' || (allowRevert && state === 'BAKING')) {
    goBack(parts, deployment, 'USER', 'Rollback initiated by a user');
    return;
  }
  throw new AwsError('BadRequestException', `Deployment cannot be stopped in state ${state}.`);
}

function firing(
  { inAlarm }: Pick<LifeParts, 'inAlarm'>,
  environment: Environment,
): string | undefined {
  return environment.monitors.find((name) => inAlarm(name, environment));
}

function enter(
  { clock }: LifeParts,
  deployment: Deployment,
  state: State,
  type: string,
  by: LogEntry['by'],
  text: string,
): void {
  deployment.cancel();
  deployment.state = state;
  deployment.log.unshift({ type, by, text, at: clock.now() });
}

function later(
  { clock }: LifeParts,
  deployment: Deployment,
  seconds: number,
  run: () => void,
): void {
  deployment.cancel = clock.at(clock.millis() + seconds * 1000, run);
}
