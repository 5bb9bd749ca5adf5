// Makes revisions misbehave as the scenario says: from the moment a target gets one, until it gets another.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { Deployment } from '@tidegate/embedded-aws/services/codedeploy/deployments';
import { secondsIn } from '../../core/duration.ts';
import { alarmCalled } from '../../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { counted } from './counted.ts';
import { openInsight } from './insights.ts';
import { changeBadly, disturb, serveBadly } from './metric-changes.ts';
import type { Budgets } from './objectives.ts';
import type { Misbehaviour, Scenario } from './scenario.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import type { Stretch, Traffic } from './traffic.ts';
import type { Truth } from './truth.ts';

type WhileRunning = Extract<
  Misbehaviour,
  { how: 'alarm' | 'budget' | 'insight' | 'metric' | 'silence' | 'unreported' }
>;
type OfTraffic = Extract<WhileRunning, { how: 'metric' | 'silence' | 'unreported' }>;

export interface MisbehaviourParts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly startAt: Date;
  readonly traffic: Traffic;
  readonly telemetry: Telemetry;
  readonly budgets: Budgets;
  readonly scenario: Scenario;
  readonly targets: readonly TargetDefinition[];
  /** The revision that a deployment brings, by the scenario's name. */
  readonly revisionOf: (deployment: Deployment) => string | undefined;
  readonly truth: Pick<Truth, 'runningOn'>;
}

/** Resolves to who is to be told that a target runs a revision by other means than a deployment. */
export function misbehave(
  parts: MisbehaviourParts,
): (target: TargetDefinition, revision: string) => void {
  scriptDeployments(parts);
  const gets = followDeployments(parts);
  holdAlarms(parts);
  disturb(parts, parts.scenario, parts.targets, parts.startAt);
  return gets;
}

function scriptDeployments(parts: MisbehaviourParts): void {
  const { aws, scenario, targets, revisionOf } = parts;
  const played = counted();
  aws.codeDeploy.script((deployment) => {
    const stuck = stuckBefore(parts, deployment);
    if (stuck !== undefined) return stuck;
    const revision = revisionOf(deployment);
    const found = scenario.misbehaviours.find(
      (each) =>
        each.how === 'deployment' &&
        each.outcome !== 'cannotStop' &&
        each.revision === revision &&
        each.target === targetOf(targets, deployment)?.name &&
        played.isLeft(each, each.times),
    );
    if (found?.how !== 'deployment') return undefined;
    played.add(found);
    return {
      ...(found.takes && { seconds: secondsIn(found.takes) }),
      ...(found.outcome === 'fails' && {
        fails: {
          code: 'HEALTH_CONSTRAINTS',
          message: `The scenario lets ${found.revision} fail here.`,
        },
      }),
      ...(found.outcome === 'hangs' && { hangs: true as const }),
    };
  });
}

/** What instances run is stopped first, by its own script. */
function stuckBefore({ scenario, targets, truth }: MisbehaviourParts, deployment: Deployment) {
  const target = targetOf(targets, deployment);
  if (target?.ec2 === undefined || deployment.ignoreApplicationStopFailures) return undefined;
  const running = truth.runningOn(target);
  const isStuck = scenario.misbehaviours.some(
    (each) =>
      each.how === 'deployment' &&
      each.outcome === 'cannotStop' &&
      each.target === target.name &&
      each.revision === running,
  );
  if (!isStuck) return undefined;
  const message = `The ApplicationStop script of ${running} fails.`;
  return { fails: { code: 'HEALTH_CONSTRAINTS', message } };
}

/** What a misbehaviour has begun on a target, and how it ends. */
type Ending = () => void;

/** CodeDeploy's own, which bring instances up to what the others run already. */
const BY_ITSELF = ['autoscaling', 'CodeDeployAutoUpdate'];

function followDeployments(parts: MisbehaviourParts) {
  const { aws, scenario, targets } = parts;
  const endings = new Map<string, Ending[]>();
  const begunBy = (target: TargetDefinition, revision: string | undefined) =>
    scenario.misbehaviours.filter(
      (each): each is WhileRunning =>
        'target' in each &&
        each.how !== 'deployment' &&
        each.target === target.name &&
        each.revision === revision,
    );
  const gets = (target: TargetDefinition, revision: string | undefined) => {
    for (const end of endings.get(target.name) ?? []) end();
    const begun = begunBy(target, revision).map((each) => begin(parts, target, each));
    endings.set(target.name, begun);
  };
  aws.events.subscribe(({ source, account, region, detail }) => {
    const { deploymentId, state } = detail as { deploymentId?: string; state?: string };
    if (source !== 'aws.codedeploy' || !['START', 'SUCCESS'].includes(state ?? '')) return;
    const deployment = aws.codeDeploy
      .deployments({ account, region })
      .find(({ id }) => id === deploymentId);
    const target = deployment && targetOf(targets, deployment);
    if (!deployment || !target || BY_ITSELF.includes(deployment.creator)) return;
    const revision = parts.revisionOf(deployment);
    if (state === 'SUCCESS') return gets(target, revision);
    for (const each of begunBy(target, revision))
      if (each.how === 'metric') serveBadly(parts, target, deployment, each);
  });
  return gets;
}

function begin(parts: MisbehaviourParts, target: TargetDefinition, what: WhileRunning): Ending {
  const from = parts.clock.millis() + secondsIn(what.after) * 1000;
  const until = what.for === undefined ? undefined : from + secondsIn(what.for) * 1000;
  if (what.how === 'insight') return openInsight(parts, target, what);
  if (what.how === 'budget') return parts.budgets.burn(target, what);
  return what.how === 'alarm'
    ? fire(parts, target, what.alarm ?? target.alarms[0], from, until)
    : both(
        shift(parts, target, what, from, until),
        what.how === 'metric' ? changeBadly(parts, target, what) : () => {},
      );
}

function both(first: Ending, second: Ending): Ending {
  return () => {
    first();
    second();
  };
}

function fire(
  { aws, clock }: MisbehaviourParts,
  target: TargetDefinition,
  said: string | undefined,
  from: number,
  until: number | undefined,
): Ending {
  const at = said === undefined ? undefined : alarmCalled(target, said);
  if (at === undefined || !aws.cloudWatch.alarms.find(at.name, at)) return () => {};
  let isOver = false;
  clock.at(from, () => {
    if (!isOver) {
      const end = until === undefined ? [] : [new Date(until)];
      aws.cloudWatch.alarms.force(at.name, at, 'ALARM', clock.now(), ...end);
    }
  });
  return () => {
    isOver = true;
    const now = clock.now();
    if (aws.cloudWatch.alarms.find(at.name, at)?.held) {
      aws.cloudWatch.alarms.force(at.name, at, 'OK', now, now);
    }
  };
}

function shift(
  { traffic, clock }: MisbehaviourParts,
  { name }: TargetDefinition,
  what: OfTraffic,
  from: number,
  until: number | undefined,
): Ending {
  const stretch: Stretch = {
    from,
    ...(until !== undefined && { until }),
    ...(what.how === 'silence' && { requestsPerMinute: 0 }),
    ...(what.how === 'unreported' && { isUnreported: true as const }),
    ...(what.how === 'metric' &&
      what.requestsPerMinute !== undefined && { requestsPerMinute: what.requestsPerMinute }),
    ...(what.how === 'metric' &&
      what.errorsPerMinute !== undefined && { errorsPerMinute: what.errorsPerMinute }),
  };
  traffic.add(name, stretch);
  return () => {
    stretch.until = Math.min(stretch.until ?? Number.POSITIVE_INFINITY, clock.millis());
  };
}

/** Alarms that no revision has set off. */
function holdAlarms({ aws, startAt, scenario, targets }: MisbehaviourParts): void {
  for (const held of scenario.alarms) {
    if (held.is === 'missing') continue;
    const from = startAt.getTime() + secondsIn(held.at) * 1000;
    const until = held.for === undefined ? [] : [new Date(from + secondsIn(held.for) * 1000)];
    const whose = targets.filter(({ name }) => (held.target ?? name) === name);
    for (const target of whose) {
      const at = alarmCalled(target, held.alarm);
      if (at) aws.cloudWatch.alarms.force(at.name, at, held.is, new Date(from), ...until);
    }
  }
}

function targetOf(
  targets: readonly TargetDefinition[],
  { group }: Deployment,
): TargetDefinition | undefined {
  return targets.find(({ account, region, lambda, ec2 }) => {
    const { application, deploymentGroup } = lambda ?? ec2;
    return (
      account === group.account &&
      region === group.region &&
      application === group.application &&
      deploymentGroup === group.name
    );
  });
}
