// Makes revisions misbehave as the scenario says: from the moment a target gets one, until it gets another.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { readAppSpec } from '@tidegate/embedded-aws/services/codedeploy/app-spec';
import type { Deployment } from '@tidegate/embedded-aws/services/codedeploy/deployments';
import { readServiceSpec } from '@tidegate/embedded-aws/services/codedeploy/service-spec';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { followAliases } from './alias-moves.ts';
import { scriptDeployments, targetOf } from './deployment-script.ts';
import { type Ending, fire, holdAlarms } from './held-alarms.ts';
import { openInsight } from './insights.ts';
import { changeBadly, disturb, serveBadly } from './metric-changes.ts';
import type { Budgets } from './objectives.ts';
import { followPlatforms, scriptPlatforms } from './platform-runs.ts';
import type { Revisions } from './revisions.ts';
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
  readonly revisions: Pick<Revisions, 'nameOf'>;
  readonly truth: Pick<Truth, 'runningOnEach'>;
}

/** Resolves to who is to be told that a target runs a revision by other means than a deployment. */
export function misbehave(
  parts: MisbehaviourParts,
): (target: TargetDefinition, revision: string) => void {
  scriptDeployments(parts);
  scriptPlatforms({ ...parts, named: namedIn(parts) });
  const gets = followDeployments(parts);
  holdAlarms(parts);
  disturb(parts, parts.scenario, parts.targets, parts.startAt);
  return gets;
}

/** CodeDeploy's own, which bring instances up to what the others run already. */
const BY_ITSELF = ['autoscaling', 'CodeDeployAutoUpdate'];

function namedIn({ revisions }: MisbehaviourParts) {
  return (sha256: string) => revisions.nameOf(Buffer.from(sha256, 'base64').toString('hex'));
}

function followDeployments(parts: MisbehaviourParts) {
  const { aws, scenario, targets } = parts;
  const begunBy = (target: TargetDefinition, revision: string | undefined) =>
    scenario.misbehaviours.filter(
      (each): each is WhileRunning =>
        'target' in each &&
        each.how !== 'deployment' &&
        each.how !== 'version' &&
        each.target === target.name &&
        each.revision === revision,
    );
  const begun = begunOn(parts);
  const begin = (target: TargetDefinition, own: readonly WhileRunning[], version?: string) => {
    for (const each of own)
      if (each.how === 'metric' && version !== undefined) serveBadly(parts, target, version, each);
    begun.shifts(target, own);
  };
  aws.events.subscribe(({ source, account, region, detail }) => {
    const { deploymentId, state } = detail as { deploymentId?: string; state?: string };
    if (source !== 'aws.codedeploy') return;
    const deployment = aws.codeDeploy
      .deployments({ account, region })
      .find(({ id }) => id === deploymentId);
    const target = deployment && targetOf(targets, deployment);
    if (!deployment || !target || BY_ITSELF.includes(deployment.creator)) return;
    const own = begunBy(target, parts.revisionOf(deployment));
    if (state === 'READY') return;
    if (state === 'SUCCESS') {
      // What has two of everything has arrived before.
      if (deployment.group.blueGreen === undefined) begun.hasShifted(target, own);
      return;
    }
    if (state !== 'START') return begun.stops(target);
    const { revision } = deployment;
    begin(target, own, versionBrought(revision));
  });
  aws.codeDeploy.onArrival((deployment) => {
    const target = targetOf(targets, deployment);
    if (target) begun.hasShifted(target, begunBy(target, parts.revisionOf(deployment)));
  });
  followPlatforms(
    { ...parts, named: namedIn(parts) },
    {
      begins: (target, revision, version) => begin(target, begunBy(target, revision), version),
      stops: (target) => begun.stops(target),
      ends: (target, revision) => begun.hasShifted(target, begunBy(target, revision)),
    },
  );
  followAliases(parts, {
    begins: (target, revision, version) => begin(target, begunBy(target, revision), version),
    stops: (target) => begun.stops(target),
    ends: (target, revision) => begun.hasShifted(target, begunBy(target, revision)),
  });
  return (target: TargetDefinition, revision: string) =>
    begun.gets(target, begunBy(target, revision));
}

/** By which the traffic of what a deployment brings is told apart: a version of a function, or a task definition. */
function versionBrought(revision: Deployment['revision']): string | undefined {
  if (revision.revisionType === 'S3') return undefined;
  return readAppSpec(revision)?.targetVersion ?? readServiceSpec(revision)?.definition;
}

/** What misbehaves on each target, by what has become of its deployment. */
function begunOn(parts: MisbehaviourParts) {
  const endings = new Map<string, Ending[]>();
  const inShift = new Map<string, Ending[]>();
  const endAll = (all: Map<string, Ending[]>, { name }: TargetDefinition) => {
    for (const end of all.get(name) ?? []) end();
    all.delete(name);
  };
  const beginAll = (target: TargetDefinition, all: readonly WhileRunning[]) =>
    all.map((each) => begin(parts, target, each));
  return {
    shifts: (target: TargetDefinition, own: readonly WhileRunning[]) =>
      inShift.set(target.name, beginAll(target, own.filter(isOfShift))),
    stops: (target: TargetDefinition) => endAll(inShift, target),
    /** What has begun with the shift goes on. */
    hasShifted(target: TargetDefinition, own: readonly WhileRunning[]) {
      const goingOn = inShift.get(target.name) ?? [];
      inShift.delete(target.name);
      endAll(endings, target);
      const others = own.filter((each) => !isOfShift(each));
      endings.set(target.name, [...goingOn, ...beginAll(target, others)]);
    },
    gets(target: TargetDefinition, own: readonly WhileRunning[]) {
      endAll(endings, target);
      endAll(inShift, target);
      endings.set(target.name, beginAll(target, own));
    },
  };
}

function isOfShift(what: WhileRunning): boolean {
  return what.how === 'alarm' && what.from === 'shift';
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
