// How deployments of CodeDeploy go, as the scenario says it.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Deployment } from '@tidegate/embedded-aws/services/codedeploy/deployments';
import { secondsIn } from '../../core/duration.ts';
import { kindFor } from '../../core/kinds/kinds.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { counted } from './counted.ts';
import type { Scenario } from './scenario.ts';
import type { Truth } from './truth.ts';

interface ScriptParts {
  readonly aws: EmbeddedAws;
  readonly scenario: Scenario;
  readonly targets: readonly TargetDefinition[];
  readonly revisionOf: (deployment: Deployment) => string | undefined;
  readonly truth: Pick<Truth, 'runningOnEach'>;
}

export function scriptDeployments(parts: ScriptParts): void {
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
function stuckBefore({ scenario, targets, truth }: ScriptParts, deployment: Deployment) {
  const target = targetOf(targets, deployment);
  if (target?.ec2 === undefined || deployment.ignoreApplicationStopFailures) return undefined;
  const running = truth.runningOnEach(target);
  const stuck = scenario.misbehaviours.find(
    (each) =>
      each.how === 'deployment' &&
      each.outcome === 'cannotStop' &&
      each.target === target.name &&
      running.includes(each.revision),
  );
  if (stuck?.how !== 'deployment') return undefined;
  const message = `The ApplicationStop script of ${stuck.revision} fails.`;
  return { fails: { code: 'HEALTH_CONSTRAINTS', message } };
}

export function targetOf(
  targets: readonly TargetDefinition[],
  { group }: Deployment,
): TargetDefinition | undefined {
  return targets.find((target) => {
    const its = kindFor(target).groupOf(target);
    return (
      target.account === group.account &&
      target.region === group.region &&
      its?.application === group.application &&
      its.deploymentGroup === group.name
    );
  });
}
