// What aliases of state machines go through, told as CodeDeploy's events tell it of its deployments; and who else
// moves them.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Route, Setting, StateMachine } from '@tidegate/embedded-aws/engine/api/state-machine';
import { machineArn } from '../../aws/machine-arn.ts';
import type { TargetDefinition, TargetOf } from '../../core/pipeline/target-schema.ts';
import type { OthersParts } from './changes.ts';
import {
  aliasOf,
  definitionIn,
  machineOf,
  publish,
  revisionIn,
  versionIn,
} from './kinds/machine.ts';
import type { Move } from './moves-schema.ts';
import type { Revisions } from './revisions.ts';
import type { Told } from './service-runs.ts';
import { tell } from './told-calls.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly targets: readonly TargetDefinition[];
}

export function followMachines({ aws, targets }: Parts, told: Told): void {
  aws.stepFunctions.follow((machine, before, after) => {
    const target = targetOf(targets, machine, after.name);
    if (target === undefined) return;
    const [main, coming] = shares(after);
    const earlier = shares(before).map(([version]) => version);
    const [was] = earlier;
    if (coming !== undefined) {
      const [version] = coming;
      if (!earlier.includes(version)) told.begins(target, revisionIn(machine, version), version);
      return;
    }
    const [version] = main!;
    if (version === was) return told.stops(target);
    if (!earlier.includes(version)) told.begins(target, revisionIn(machine, version), version);
    told.ends(target, revisionIn(machine, version));
  });
}

function shares({ routes }: Pick<Setting, 'routes'>): (readonly [string, number])[] {
  return routes
    .filter(({ weight }: Route) => weight > 0)
    .map((route) => [versionIn(route), route.weight]);
}

function targetOf(
  targets: readonly TargetDefinition[],
  { arn }: StateMachine,
  alias: string,
): TargetOf<'machine'> | undefined {
  return targets.find(
    (it): it is TargetOf<'machine'> =>
      it.machine?.alias === alias && machineArn(it, it.machine.name) === arn,
  );
}

interface MoveParts extends OthersParts {
  readonly revisions: Pick<Revisions, 'contentOf'>;
  readonly gets: (target: TargetDefinition, revision: string) => void;
}

/** Somebody points the alias to what they have published, as a whole or with a share beside what serves most. */
export function moveMachine(
  parts: MoveParts,
  target: TargetOf<'machine'>,
  { to, by, percent }: Move,
): void {
  const { aws, revisions } = parts;
  const { name, alias } = target.machine;
  const version = publish(aws, target, definitionIn(revisions.contentOf(to), target));
  const { arn } = machineOf(aws, target);
  const [main] = aliasOf(aws, target).routes;
  const isWhole = percent === 100 || versionIn(main!) === version;
  const route = { stateMachineVersionArn: `${arn}:${version}`, weight: isWhole ? 100 : percent };
  const rest = isWhole ? [] : [{ ...main!, weight: 100 - percent }];
  aws.stepFunctions.point(arn, alias, [...rest, route]);
  if (isWhole) parts.gets(target, to);
  const requestParameters = { stateMachineAliasArn: `${arn}:${alias}` };
  const call = { service: 'states', name: 'UpdateStateMachineAlias', of: name, requestParameters };
  if (by !== undefined) tell(parts, target, call, by);
}

/** As Step Functions is asked to delete them. */
export function versionsOf(
  { aws }: Pick<MoveParts, 'aws'>,
  target: TargetOf<'machine'>,
  revision: string,
): { readonly stateMachineVersionArn: string }[] {
  const found = machineOf(aws, target);
  return [...found.versions.values()]
    .filter(({ number }) => revisionIn(found, `${number}`) === revision)
    .map(({ arn: stateMachineVersionArn }) => ({ stateMachineVersionArn }));
}
