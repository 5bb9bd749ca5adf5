// The AppSpec of a deployment to a service of ECS: what the next one takes over from it.

import { parse } from 'yaml';
import * as z from 'zod';

const schema = z.looseObject({
  Resources: z.tuple([
    z.record(z.string(), z.looseObject({ Properties: z.record(z.string(), z.unknown()) })),
  ]),
  Hooks: z.array(z.unknown()).default([]),
});

export interface AppSpecParts {
  /** The network, platform and capacity that it says, where it does. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly hooks: readonly unknown[];
}

const NONE: AppSpecParts = { properties: {}, hooks: [] };

/** The tasks and where the traffic goes are said anew each time. Of what is not the AppSpec of a service, nothing. */
export function appSpecParts(content: string | undefined): AppSpecParts {
  if (content === undefined) return NONE;
  const { data } = schema.safeParse(parsed(content));
  const [resource] = Object.values(data?.Resources[0] ?? {});
  if (data === undefined || resource === undefined) return NONE;
  const { TaskDefinition: _, LoadBalancerInfo: __, ...properties } = resource.Properties;
  return { properties, hooks: data.Hooks };
}

function parsed(content: string): unknown {
  try {
    return parse(content);
  } catch {
    return undefined;
  }
}
