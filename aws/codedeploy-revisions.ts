// What is to be put on a target, as CodeDeploy takes it.

import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import type { PinnedArtifact } from './s3.ts';

/** An alias shifts between versions, instances get the artifact, a service gets tasks of another definition. */
export type DeploymentInput =
  | {
      readonly kind: 'lambda';
      readonly function: string;
      readonly alias: string;
      readonly from: string;
      readonly to: string;
      /** Whatever the group's configuration says. */
      readonly atOnce: boolean;
    }
  | {
      readonly kind: 'ec2';
      readonly artifact: PinnedArtifact;
      /** What was there before is brought back. */
      readonly isBack: boolean;
      /** Whether it goes on where what it takes the place of cannot be stopped. */
      readonly ignoreStopFailures: boolean;
      /** The Auto Scaling group whose instances take the place of the others. */
      readonly replacement?: string | undefined;
    }
  | {
      readonly kind: 'tasks';
      /** Its ARN. */
      readonly definition: string;
      readonly container: string;
      readonly port: number;
      /** What else the service's last AppSpec said of it. */
      readonly properties: Readonly<Record<string, unknown>>;
      /** The functions that are asked on the way, as that AppSpec named them. */
      readonly hooks: readonly unknown[];
      /** To go back: whatever the group's configuration says, and never back again by itself. */
      readonly atOnce: boolean;
    };

export function revisionOf(input: DeploymentInput): RevisionLocation {
  if (input.kind === 'ec2') {
    const { bucket, key, version, eTag } = input.artifact;
    return { revisionType: 'S3', s3Location: { bucket, key, version, eTag, bundleType: 'zip' } };
  }
  if (input.kind === 'tasks') return specOf(input);
  const { function: name } = input;
  const properties = {
    Name: name,
    Alias: input.alias,
    CurrentVersion: input.from,
    TargetVersion: input.to,
  };
  const content = JSON.stringify({
    version: 0.0,
    Resources: [{ [name]: { Type: 'AWS::Lambda::Function', Properties: properties } }],
  });
  return { revisionType: 'AppSpecContent', appSpecContent: { content } };
}

function specOf({
  definition,
  container,
  port,
  properties,
  hooks,
}: Extract<DeploymentInput, { kind: 'tasks' }>): RevisionLocation {
  const Properties = {
    ...properties,
    TaskDefinition: definition,
    LoadBalancerInfo: { ContainerName: container, ContainerPort: port },
  };
  const content = JSON.stringify({
    version: 0.0,
    Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties } }],
    ...(hooks.length > 0 && { Hooks: hooks }),
  });
  return { revisionType: 'AppSpecContent', appSpecContent: { content } };
}
