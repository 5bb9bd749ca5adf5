// A state machine of Step Functions.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Alias, Route, StateMachine } from '@tidegate/embedded-aws/engine/api/state-machine';
import { machineArn } from '../../../aws/machine-arn.ts';
import { zipEntry } from '../../../aws/zip-entry.ts';
import type { TargetDefinition, TargetOf } from '../../../core/pipeline/target-schema.ts';
import { stageOf } from '../../stack/stack.ts';
import { definitionOf, revisionOfDefinition } from '../machine-definition.ts';
import type { Kind } from './kind.ts';
import { isFirst } from './shared.ts';

type Target = TargetOf<'machine'>;

export const machine: Kind<Target> = {
  provision({ aws, stack, targets }, target) {
    if (isFirst({ targets }, target, (it) => it.machine?.name)) {
      const { name } = target.machine;
      ask(aws, target, 'CreateStateMachine', {
        name,
        definition: definitionOf('first'),
        roleArn: `arn:aws:iam::${target.account}:role/${name}-runs`,
        publish: true,
        tags: [{ key: 'tidegate', value: stageOf(stack) }],
      });
    }
    const { arn, lastVersion } = machineOf(aws, target);
    const routingConfiguration = [{ stateMachineVersionArn: `${arn}:${lastVersion}`, weight: 100 }];
    if (!machineOf(aws, target).aliases.has(target.machine.alias))
      ask(aws, target, 'CreateStateMachineAlias', {
        name: target.machine.alias,
        routingConfiguration,
      });
  },

  lay(aws, target, { content }) {
    const version = publish(aws, target, definitionIn(content, target));
    pointWhole(aws, target, version);
    return version;
  },

  shares({ aws }, target) {
    const found = machineOf(aws, target);
    return aliasOf(aws, target)
      .routes.filter(({ weight }) => weight > 0)
      .map((route) => ({
        revision: revisionIn(found, versionIn(route)),
        part: route.weight / 100,
      }));
  },

  watchedAs: ({ account, region, machine: { name } }) => ({
    services: [{ name, type: 'AWS::StepFunctions::StateMachine' }],
    environment: 'lambda:default',
    arn: machineArn({ account, region }, name),
  }),
};

const MOST_BYTES = 1_048_576;

export function definitionIn(artifact: string, { machine: { definition } }: Target): string {
  return zipEntry(Buffer.from(artifact), definition, MOST_BYTES) ?? '';
}

/** As anybody may who has that definition; the same one is not published twice. */
export function publish(aws: EmbeddedAws, target: Target, definition: string): string {
  const found = machineOf(aws, target);
  const known = [...found.versions.values()].findLast(
    ({ revision }) => revision.definition === definition,
  );
  if (known) return `${known.number}`;
  ask(aws, target, 'UpdateStateMachine', { stateMachineArn: found.arn, definition, publish: true });
  return `${found.lastVersion}`;
}

function pointWhole(aws: EmbeddedAws, target: Target, version: string): void {
  const { arn } = machineOf(aws, target);
  const routes = [{ stateMachineVersionArn: `${arn}:${version}`, weight: 100 }];
  aws.stepFunctions.point(arn, target.machine.alias, routes);
}

/** What a person or another deployer asks of Step Functions, outside of what the world counts. */
export function ask(
  aws: EmbeddedAws,
  { account, region }: TargetDefinition,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): void {
  const call = { account, region, requestId: 'of the world' };
  aws.stepFunctions.service.operations[operation]!(input, call);
}

export function machineOf(aws: EmbeddedAws, target: Target): StateMachine {
  const found = aws.stepFunctions.machines.get(machineArn(target, target.machine.name));
  if (found) return found;
  throw new Error(`Expected the state machine ${target.machine.name} to be there, got none.`);
}

export function aliasOf(aws: EmbeddedAws, target: Target): Alias {
  return machineOf(aws, target).aliases.get(target.machine.alias)!;
}

export function versionIn({ stateMachineVersionArn }: Route): string {
  return stateMachineVersionArn.split(':').at(-1)!;
}

/** The revision that a version has, by the scenario's name. */
export function revisionIn({ versions }: StateMachine, version: string): string | undefined {
  const definition = versions.get(Number(version))?.revision.definition;
  return definition && revisionOfDefinition(definition);
}
