// What is really so in the simulated AWS, whatever Tidegate believes.

import { createHash } from 'node:crypto';
import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { readAppSpec } from '@tidegate/embedded-aws/services/codedeploy/app-spec';
import type {
  Deployment,
  Group,
  S3Revision,
} from '@tidegate/embedded-aws/services/codedeploy/deployments';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Revisions } from './revisions.ts';

export interface Truth {
  /** The revision that a deployment brings, by the scenario's name. */
  revisionOf(deployment: Deployment): string | undefined;
  /** The revision that all of a target runs; undefined while it is mixed, or none of the scenario's. */
  runningOn(target: TargetDefinition): string | undefined;
  /** What each of a group's instances runs. */
  runningOnEach(target: TargetDefinition): (string | undefined)[];
}

export function truthOf(aws: EmbeddedAws, revisions: Revisions): Truth {
  const named = (sha256: string) => revisions.nameOf(Buffer.from(sha256, 'base64').toString('hex'));

  function ofObject({ s3Location: { bucket, key, version } }: S3Revision): string | undefined {
    const sha256 =
      version === undefined
        ? aws.s3.objects.read(bucket, key).sha256
        : aws.s3.objects.knownSha256(bucket, key, version);
    return sha256 && named(sha256);
  }

  function revisionOf({ revision, group }: Deployment): string | undefined {
    if (revision.revisionType === 'S3') return ofObject(revision);
    const shift = readAppSpec(revision);
    const versions = shift ? aws.lambda.find(shift.functionName, group).versions : [];
    const code = versions.find(({ number }) => number === shift?.targetVersion)?.code;
    return code && named(code.sha256);
  }

  function runningOnEach(target: TargetDefinition): (string | undefined)[] {
    const { instances } = groupOf(aws, target);
    return [...instances.values()].map((revision) => revision && ofObject(revision));
  }

  function runningOn(target: TargetDefinition): string | undefined {
    if (target.lambda) {
      const { function: name, alias } = target.lambda;
      const { version, weights } = aws.lambda.running(name, alias, target);
      return Object.keys(weights).length > 0 ? undefined : named(version.code.sha256);
    }
    const runs = runningOnEach(target);
    return runs.every((run) => run === runs[0]) ? runs[0] : undefined;
  }

  return { revisionOf, runningOn, runningOnEach };
}

export function groupOf(aws: EmbeddedAws, target: TargetDefinition): Group {
  const { application, deploymentGroup } = target.lambda ?? target.ec2;
  return aws.codeDeploy.group(application, deploymentGroup, target);
}

/** As S3's checksums and Lambda's CodeSha256 are. */
export function shaOf(content: string): string {
  return createHash('sha256').update(content).digest('base64');
}
