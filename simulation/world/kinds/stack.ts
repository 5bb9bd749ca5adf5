// A stack of CloudFormation.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Contents, Stack } from '@tidegate/embedded-aws/services/cloudformation/stack';
import { zipEntry } from '../../../aws/zip-entry.ts';
import type { TargetDefinition, TargetOf } from '../../../core/pipeline/target-schema.ts';
import { HIDDEN, versionOfStack } from '../../../core/stack-contents.ts';
import { parametersOf, revisionOfTemplate, templateOf } from '../stack-template.ts';
import type { Kind } from './kind.ts';
import { isFirst, makeCopyBucket } from './shared.ts';

type Target = TargetOf<'stack'>;

export const stack: Kind<Target> = {
  provision({ aws, targets }, target) {
    if (!isFirst({ targets }, target, (it) => it.stack?.name)) return;
    makeCopyBucket(aws, target);
    const { name } = target.stack;
    const roleArn = `arn:aws:iam::${target.account}:role/${name}-deploys`;
    const contents = contentsWith(templateOf('first'));
    aws.cloudFormation.addStack({ name, createdAt: LONG_AGO, roleArn, contents }, target);
  },

  lay(aws, target, { content }) {
    const contents = contentsIn(content, target);
    const { template } = contents;
    aws.cloudFormation.lay(stackOf(aws, target), contents);
    return versionOfStack({ template, parameters: { ...contents.parameters, ApiKey: HIDDEN } });
  },

  shares({ aws }, target) {
    const { template } = stackOf(aws, target).contents;
    return [{ revision: revisionOfTemplate(template), part: 1 }];
  },

  watchedAs: ({ account, region, stack: { name } }) => ({
    services: [{ name, type: 'AWS::Lambda::Function' }],
    environment: 'lambda:default',
    arn: `arn:aws:cloudformation:${region}:${account}:stack/${name}`,
  }),
};

export function isStack(target: TargetDefinition): target is Target {
  return target.stack !== undefined;
}

const LONG_AGO = new Date('2026-01-01T00:00:00Z');
const MOST_BYTES = 1_000_000;

/** What it has once it got that artifact. */
export function contentsIn(artifact: string, { stack: { template } }: Target): Contents {
  return contentsWith(zipEntry(Buffer.from(artifact), template, MOST_BYTES) ?? '');
}

function contentsWith(template: string): Contents {
  return { template, parameters: parametersOf(template), tags: {} };
}

export function stackOf(aws: EmbeddedAws, { stack: { name }, account, region }: Target): Stack {
  return aws.cloudFormation.find(name, { account, region });
}
