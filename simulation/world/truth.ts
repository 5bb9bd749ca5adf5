// What is really so in the simulated AWS, whatever Tidegate believes.

import { createHash } from 'node:crypto';
import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { readAppSpec } from '@tidegate/embedded-aws/services/codedeploy/app-spec';
import type { Deployment } from '@tidegate/embedded-aws/services/codedeploy/deployments';
import { readServiceSpec } from '@tidegate/embedded-aws/services/codedeploy/service-spec';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { revisionIn, runningOnEach } from './kinds/ec2.ts';
import { revisionIn as revisionOfImage } from './kinds/ecs.ts';
import type { Share } from './kinds/kind.ts';
import { kindFor } from './kinds/kinds.ts';
import type { Revisions } from './revisions.ts';

export interface Truth {
  /** The revision that a deployment brings, by the scenario's name. */
  revisionOf(deployment: Deployment): string | undefined;
  /** The revision that all of a target runs; undefined while it is mixed, or none of the scenario's. */
  runningOn(target: TargetDefinition): string | undefined;
  /** What serves a target, part by part. */
  shares(target: TargetDefinition): readonly Share[];
  /** What each of a group's instances runs. */
  runningOnEach(target: TargetDefinition): (string | undefined)[];
}

export function truthOf(aws: EmbeddedAws, revisions: Revisions): Truth {
  const named = (sha256: string) => revisions.nameOf(Buffer.from(sha256, 'base64').toString('hex'));
  const parts = { aws, named };

  function revisionOf({ revision, group }: Deployment): string | undefined {
    if (revision.revisionType === 'S3') return revisionIn(parts, revision);
    const spec = readServiceSpec(revision);
    if (spec) return revisionOfImage(parts, group, spec.definition);
    const shift = readAppSpec(revision);
    const versions = shift ? aws.lambda.find(shift.functionName, group).versions : [];
    const code = versions.find(({ number }) => number === shift?.targetVersion)?.code;
    return code && named(code.sha256);
  }

  return {
    revisionOf,
    runningOn(target) {
      const [first, ...others] = kindFor(target).shares(parts, target);
      return others.every(({ revision }) => revision === first?.revision)
        ? first?.revision
        : undefined;
    },
    shares: (target) => kindFor(target).shares(parts, target),
    runningOnEach: (target) => runningOnEach(parts, target),
  };
}

/** As S3's checksums and Lambda's CodeSha256 are. */
export function shaOf(content: string): string {
  return createHash('sha256').update(content).digest('base64');
}
