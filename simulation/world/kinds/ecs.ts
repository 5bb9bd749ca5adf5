// A service of ECS.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Service } from '@tidegate/embedded-aws/services/ecs/service';
import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import type { Revision } from '../../../core/revision.ts';
import { containerOf } from '../archives.ts';
import { logGroupOf } from '../telemetry/logged.ts';
import { groupArn, ruleArn } from '../telemetry/target-groups.ts';
import type { Kind, ProvisionParts, TruthParts, WatchedAs } from './kind.ts';
import { isFirst } from './shared.ts';

type Target = TargetOf<'ecs'> | TargetOf<'tasks'>;

export const ecs: Kind<TargetOf<'ecs'>> = {
  provision: (parts, target) => provisionService(parts, target, 'ECS'),

  lay: (aws, target, { revision }) => layImage(aws, target, revision),

  shares(parts, target) {
    const service = serviceOf(parts.aws, target);
    if (service.status !== 'ACTIVE') return [{ revision: undefined, part: 1 }];
    const serving = revisionIn(parts, service, service.current.definition);
    const coming = service.runs.find(({ share, status }) => isPart(share) && isRunning(status));
    if (coming === undefined) return [{ revision: serving, part: 1 }];
    const { share, target: its } = coming;
    return [
      { revision: serving, part: 1 - share },
      { revision: revisionIn(parts, service, its.definition), part: share },
    ];
  },

  watchedAs: serviceWatchedAs,
};

export function provisionService(
  parts: ProvisionParts,
  target: Target,
  controller: 'ECS' | 'CODE_DEPLOY',
): void {
  if (!isFirst(parts, target, (it) => it.ecs && `${it.ecs.cluster}/${it.ecs.service}`)) return;
  const { account, region, strategy } = target;
  const { cluster, service: name } = target.ecs;
  const definition = registerImage(parts.aws, target, FIRST_IMAGE);
  const targetGroupArn = groupArn(target, 'blue');
  const advancedConfiguration = {
    alternateTargetGroupArn: groupArn(target, 'green'),
    productionListenerRule: ruleArn(target),
    roleArn: `arn:aws:iam::${account}:role/${name}-traffic`,
  };
  const balancer = {
    targetGroupArn,
    containerName: containerOf(target),
    containerPort: 80,
    ...(controller === 'ECS' && strategy !== 'rolling' && { advancedConfiguration }),
  };
  parts.aws.ecs.addService({
    account,
    region,
    cluster,
    name,
    definition,
    controller,
    loadBalancers: [balancer],
  });
}

export function layImage(aws: EmbeddedAws, target: Target, revision: Revision): string {
  const [image = FIRST_IMAGE] = Object.values(revision.images ?? {});
  const definition = registerImage(aws, target, image);
  aws.ecs.lay(serviceOf(aws, target), definition);
  return definition;
}

export function serviceWatchedAs({
  account,
  region,
  ecs: { cluster, service },
}: Target): WatchedAs {
  return {
    services: [{ name: service, type: 'AWS::ECS::Container' }],
    environment: `ecs:${cluster}`,
    arn: `arn:aws:ecs:${region}:${account}:service/${cluster}/${service}`,
  };
}

const FIRST_IMAGE = `public.ecr.aws/nginx/nginx@sha256:${'0'.repeat(64)}`;

function isPart(share: number): boolean {
  return share > 0 && share < 1;
}

function isRunning(status: string): boolean {
  return ['PENDING', 'IN_PROGRESS', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'].includes(status);
}

export function serviceOf(aws: EmbeddedAws, { ecs, account, region }: Target): Service {
  return aws.ecs.find(ecs.cluster, ecs.service, { account, region });
}

/** A revision of the task definition that has the image; each time a new one. */
export function registerImage(aws: EmbeddedAws, target: Target, image: string): string {
  const { account, region, ecs } = target;
  const logConfiguration = {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': logGroupOf(ecs),
      'awslogs-region': region,
      'awslogs-stream-prefix': ecs.service,
    },
  };
  const container = { name: containerOf(target), image, logConfiguration };
  return aws.ecs.register({ account, region }, ecs.service, [container]);
}

/** The revision whose image a task definition has. */
export function revisionIn(
  { aws, named }: TruthParts,
  service: Pick<Service, 'account' | 'region'>,
  definition: string,
): string | undefined {
  const containers = aws.ecs.definition(service, definition)?.asked.containerDefinitions;
  const [{ image = '' } = {}] = (containers ?? []) as { readonly image?: string }[];
  const [, hex = ''] = image.split('@sha256:');
  return named(Buffer.from(hex, 'hex').toString('base64'));
}
