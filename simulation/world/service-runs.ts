// What services of ECS go through, told as CodeDeploy's events tell it of its deployments.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Run } from '@tidegate/embedded-aws/services/ecs/service';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { counted } from './counted.ts';
import { revisionIn } from './kinds/ecs.ts';
import type { Scenario } from './scenario.ts';

export interface ServiceParts {
  readonly aws: EmbeddedAws;
  readonly targets: readonly TargetDefinition[];
  readonly named: (sha256: string) => string | undefined;
}

export interface Told {
  /** Of what has versions by which its traffic is told apart, with the version. */
  begins(target: TargetDefinition, revision: string | undefined, version?: string): void;
  /** All of the traffic is where it was. */
  stops(target: TargetDefinition): void;
  /** All of the traffic has it. */
  ends(target: TargetDefinition, revision: string | undefined): void;
}

export function followServices(parts: ServiceParts, told: Told): void {
  parts.aws.ecs.follow((what, run) => {
    const target = targetOf(parts.targets, run);
    if (target === undefined) return;
    const revision = revisionOfRun(parts, run);
    if (what === 'begins') told.begins(target, revision, run.target.definition);
    if (what === 'arrives') told.ends(target, revision);
    if (what !== 'goesBack') return;
    told.stops(target);
    told.ends(target, revisionIn(parts, run.service, run.service.current.definition));
  });
}

export function scriptServices(
  parts: ServiceParts & { readonly scenario: Pick<Scenario, 'misbehaviours'> },
): void {
  const played = counted();
  parts.aws.ecs.script((run) => {
    const revision = revisionOfRun(parts, run);
    const target = targetOf(parts.targets, run);
    const found = parts.scenario.misbehaviours.find(
      (each) =>
        each.how === 'deployment' &&
        each.revision === revision &&
        each.target === target?.name &&
        played.isLeft(each, each.times),
    );
    if (found?.how !== 'deployment') return undefined;
    played.add(found);
    return {
      ...(found.takes && { seconds: secondsIn(found.takes) }),
      ...(found.outcome === 'fails' && { fails: true }),
      ...(found.outcome === 'hangs' && { hangs: true }),
    };
  });
}

/** The revision that a deployment of a service brings. */
export function revisionOfRun(
  parts: Pick<ServiceParts, 'aws' | 'named'>,
  { service, target }: Run,
): string | undefined {
  return revisionIn(parts, service, target.definition);
}

function targetOf(
  targets: readonly TargetDefinition[],
  { service }: Run,
): TargetDefinition | undefined {
  return targets.find(
    ({ ecs, account, region }) =>
      ecs?.cluster === service.cluster &&
      ecs.service === service.name &&
      account === service.account &&
      region === service.region,
  );
}
