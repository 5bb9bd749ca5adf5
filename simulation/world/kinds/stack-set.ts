// A slice of a StackSet.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Contents } from '@tidegate/embedded-aws/services/cloudformation/stack';
import type {
  SetInstance,
  StackSet,
} from '@tidegate/embedded-aws/services/cloudformation/stack-set';
import { zipEntry } from '../../../aws/zip-entry.ts';
import type { TargetDefinition, TargetOf } from '../../../core/pipeline/target-schema.ts';
import { instancesOf, instanceText } from '../../../core/set-instances.ts';
import { REVISION_TAG } from '../../../core/set-operation.ts';
import { HIDDEN, versionOfStack } from '../../../core/stack-contents.ts';
import { parametersOf, revisionOfTemplate, templateOf } from '../stack-template.ts';
import type { Kind } from './kind.ts';
import { isFirst, makeCopyBucket } from './shared.ts';

type Target = TargetOf<'stackSet'>;

export const stackSet: Kind<Target> = {
  provision({ aws, targets }, target) {
    if (!isFirst({ targets }, target, (it) => it.stackSet?.name)) return;
    makeCopyBucket(aws, target);
    const { name } = target.stackSet;
    const slices = targets.filter(isSetOf(target)).filter(isStackSet);
    const places = new Map(
      slices.flatMap(({ stackSet: it }) =>
        instancesOf(it).map((place) => [instanceText(place), { ...place, unit: it.units?.[0] }]),
      ),
    );
    const first = templateOf('first');
    const contents = { template: first, parameters: parametersOf(first), tags: {} };
    const isOfOrganisation = target.stackSet.units !== undefined;
    aws.cloudFormation.sets.add(
      { name, createdAt: LONG_AGO, contents, places: [...places.values()], isOfOrganisation },
      target,
    );
  },

  lay(aws, target, { content, revision }) {
    const contents = contentsIn(content, target, revision.digest);
    const set = setOf(aws, target);
    aws.cloudFormation.sets.lay(set, sliceOf(set, target), contents);
    const { template, parameters } = contents;
    return versionOfStack({ template, parameters: { ...parameters, ApiKey: HIDDEN } });
  },

  shares({ aws }, target) {
    const all = sliceOf(setOf(aws, target), target);
    return all.map(({ stack }) => ({
      revision: revisionOfTemplate(stack?.contents.template ?? ''),
      part: 1 / all.length,
    }));
  },

  watchedAs: ({ account, region, stackSet: { name } }) => ({
    services: [{ name, type: 'AWS::Lambda::Function' }],
    environment: 'lambda:default',
    arn: `arn:aws:cloudformation:${region}:${account}:stackset/${name}`,
  }),
};

export function isStackSet(target: TargetDefinition): target is Target {
  return target.stackSet !== undefined;
}

function isSetOf({ account, region, stackSet: { name } }: Target) {
  return (it: TargetDefinition) =>
    it.stackSet?.name === name && it.account === account && it.region === region;
}

const LONG_AGO = new Date('2026-01-01T00:00:00Z');
const MOST_BYTES = 1_000_000;

/** What its instances have once they got that artifact; whoever else brings it leaves the tag out. */
export function contentsIn(
  artifact: string,
  { stackSet: { template } }: Target,
  digest?: string,
): Contents {
  const brought = zipEntry(Buffer.from(artifact), template, MOST_BYTES) ?? '';
  return {
    template: brought,
    parameters: parametersOf(brought),
    tags: digest === undefined ? {} : { [REVISION_TAG]: digest },
  };
}

export function setOf(aws: EmbeddedAws, { stackSet: { name }, account, region }: Target): StackSet {
  return aws.cloudFormation.sets.find(name, { account, region });
}

export function sliceOf({ instances }: StackSet, target: Target): SetInstance[] {
  const own = new Set(instancesOf(target.stackSet).map(instanceText));
  return instances.filter((it) => own.has(instanceText(it)));
}
