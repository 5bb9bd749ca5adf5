// The AppSpec of a deployment to a service of ECS, read for real.

import { parse } from 'yaml';
import * as z from 'zod';
import { sha256Of } from './app-spec.ts';
import type { AppSpecRevision, HookName, Revision } from './deployments.ts';

const Properties = z.looseObject({
  TaskDefinition: z.string(),
  LoadBalancerInfo: z.object({ ContainerName: z.string(), ContainerPort: z.coerce.number() }),
});
const Resource = z.object({ Type: z.literal('AWS::ECS::Service'), Properties });
const AppSpec = z.looseObject({
  version: z.union([z.number(), z.string()]),
  Resources: z.tuple([z.record(z.string(), Resource)]),
  Hooks: z.array(z.record(z.string(), z.string())).default([]),
});

export interface ServiceSpec {
  /** `shop:41` */
  readonly definition: string;
  readonly container: string;
  readonly port: number;
  readonly hooks: Readonly<Partial<Record<HookName, string>>>;
}

/** Reads YAML or JSON; `undefined` when it is not the AppSpec of one service of ECS. */
export function readServiceSpec(revision: Revision): ServiceSpec | undefined {
  const parsed = parsedFrom(revision);
  const resource = parsed && Object.values(parsed.Resources[0])[0];
  if (!resource) return undefined;
  const { TaskDefinition: arn, LoadBalancerInfo: balancer } = resource.Properties;
  return {
    definition: arn.slice(arn.lastIndexOf('/') + 1),
    container: balancer.ContainerName,
    port: balancer.ContainerPort,
    hooks: Object.assign({}, ...(parsed?.Hooks ?? [])) as ServiceSpec['hooks'],
  };
}

/** The same with another task definition, and without its hooks: what CodeDeploy takes a service back to. */
export function serviceSpecFor(
  revision: AppSpecRevision,
  definition: string,
): AppSpecRevision | undefined {
  const parsed = parsedFrom(revision);
  const [entry] = Object.entries(parsed?.Resources[0] ?? {});
  if (!parsed || !entry) return undefined;
  const [name, { Type, Properties: before }] = entry;
  const Resources = [{ [name]: { Type, Properties: { ...before, TaskDefinition: definition } } }];
  const content = JSON.stringify({ version: 0, Resources });
  return { revisionType: 'AppSpecContent', appSpecContent: { content, sha256: sha256Of(content) } };
}

function parsedFrom(revision: Revision): z.output<typeof AppSpec> | undefined {
  if (revision.revisionType === 'S3') return undefined;
  try {
    return AppSpec.safeParse(parse(revision.appSpecContent.content)).data;
  } catch {
    return undefined;
  }
}
