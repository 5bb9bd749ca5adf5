// What configurations go through: how their deployments go, who else deploys them, and what is told of that.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { textIn } from '@tidegate/embedded-aws/services/appconfig/appconfig';
import type { Deployment } from '@tidegate/embedded-aws/services/appconfig/store';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition, TargetOf } from '../../core/pipeline/target-schema.ts';
import { revisionOfConfig } from './config-content.ts';
import { counted } from './counted.ts';
import { configIn, placeOf } from './kinds/app-config.ts';
import type { Move } from './moves-schema.ts';
import type { Revisions } from './revisions.ts';
import type { Scenario } from './scenario.ts';
import type { Told } from './service-runs.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly targets: readonly TargetDefinition[];
}

export function followConfigs({ aws, targets }: Parts, told: Told): void {
  aws.appConfig.follow((what, deployment) => {
    const target = targetOf(aws, targets, deployment);
    if (target === undefined) return;
    if (what === 'begins') told.begins(target, revisionOf(deployment));
    if (what === 'arrives') told.ends(target, revisionOf(deployment));
    if (what !== 'goesBack') return;
    told.stops(target);
    const { environment, profile } = deployment;
    const [now] = aws.appConfig.served(environment, profile);
    told.ends(target, now && revisionOfConfig(textIn(now[0].content)));
  });
}

function revisionOf({ version }: Deployment): string | undefined {
  return revisionOfConfig(textIn(version.content));
}

export function scriptConfigs({
  aws,
  targets,
  scenario,
}: Parts & { readonly scenario: Pick<Scenario, 'misbehaviours'> }): void {
  const played = counted();
  aws.appConfig.script((deployment) => {
    const target = targetOf(aws, targets, deployment);
    const found = scenario.misbehaviours.find(
      (each) =>
        each.how === 'deployment' &&
        each.outcome !== 'invalid' &&
        each.revision === revisionOf(deployment) &&
        each.target === target?.name &&
        played.isLeft(each, each.times),
    );
    if (found?.how !== 'deployment') return undefined;
    played.add(found);
    return {
      ...(found.takes && { seconds: secondsIn(found.takes) }),
      ...(found.outcome === 'fails' && { fails: `The scenario lets ${found.revision} fail here.` }),
      ...(found.outcome === 'hangs' && { hangs: true }),
    };
  });
}

/** A function validates each profile that has something invalid in its scenario, as the team's own would. */
export function validateConfigs({
  aws,
  targets,
  scenario,
}: Parts & { readonly scenario: Pick<Scenario, 'misbehaviours'> }): void {
  for (const target of targets) {
    if (target.appConfig === undefined) continue;
    const invalid = scenario.misbehaviours.filter(
      (each) =>
        each.how === 'deployment' && each.outcome === 'invalid' && each.target === target.name,
    );
    if (invalid.length === 0) continue;
    placeOf(aws, target).profile.validators.push({
      type: 'LAMBDA',
      content: `arn:aws:lambda:${target.region}:${target.account}:function:validate`,
      throws: (configuration) => {
        const revision = revisionOfConfig(configuration);
        return invalid.some((each) => each.revision === revision)
          ? `the configuration of ${revision} is not valid`
          : undefined;
      },
    });
  }
}

/** Somebody deploys another configuration, or takes the last back; false while the environment is busy. */
export function moveConfig(
  { aws, revisions }: Pick<Parts, 'aws'> & { readonly revisions: Revisions },
  target: TargetOf<'appConfig'>,
  { to, stops }: Move,
): boolean {
  const { environment, profile } = placeOf(aws, target);
  if (stops) {
    aws.appConfig.takeBack(environment);
    return true;
  }
  const content = configIn(revisions.contentOf(to), target);
  return aws.appConfig.deploy(environment, profile, aws.appConfig.version(profile, content));
}

function targetOf(
  aws: EmbeddedAws,
  targets: readonly TargetDefinition[],
  { environment, profile }: Deployment,
): TargetOf<'appConfig'> | undefined {
  return targets.find((it): it is TargetOf<'appConfig'> => {
    if (it.appConfig === undefined) return false;
    const at = placeOf(aws, it);
    return at.environment === environment && at.profile === profile;
  });
}
