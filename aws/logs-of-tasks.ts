// ECS: where the containers of a task definition log to, and which tasks run it. Nothing that runs by itself asks.

import {
  type ContainerDefinition,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** Where a container logs to: a group of CloudWatch, or by what other driver. */
export type ContainerLog =
  | {
      readonly container: string;
      readonly group: string;
      readonly region: string | undefined;
      /** Without one, a stream is named like the container's id on its instance. */
      readonly prefix: string | undefined;
    }
  | { readonly container: string; readonly driver: string | undefined };

/** Undefined where there is no such task definition any more. */
export async function containerLogsOf(
  access: MemberAccess,
  place: Place,
  definition: string,
): Promise<readonly ContainerLog[] | undefined> {
  const client = await access.client(ECSClient, place);
  const command = new DescribeTaskDefinitionCommand({ taskDefinition: definition });
  try {
    const { taskDefinition } = await client.send(command);
    return (taskDefinition?.containerDefinitions ?? []).map(containerLogOf);
  } catch (cause) {
    if (nameOf(cause) === 'ClientException') return undefined;
    return translated(`reading task definition ${definition}`, Promise.reject(cause));
  }
}

function containerLogOf({ name = '', logConfiguration }: ContainerDefinition): ContainerLog {
  const { logDriver, options = {} } = logConfiguration ?? {};
  const group = options['awslogs-group'];
  if (logDriver !== 'awslogs' || group === undefined) return { container: name, driver: logDriver };
  const { 'awslogs-region': region, 'awslogs-stream-prefix': prefix } = options;
  return { container: name, group, region, prefix };
}

export interface FoundTask {
  readonly id: string;
  /** `shop:42`. */
  readonly definition: string;
  /** What each container is called on its instance, by its name. */
  readonly runtimeIds: Readonly<Record<string, string>>;
}

/** DescribeTasks takes so many at once. */
const MOST_TASKS = 100;

/** The tasks of a service: those that run, and those that ended within the hour, which is as long as ECS knows. */
export async function tasksOf(
  access: MemberAccess,
  place: Place,
  { cluster, service }: { readonly cluster: string; readonly service: string },
): Promise<readonly FoundTask[]> {
  const client = await access.client(ECSClient, place);
  const arns: string[] = [];
  for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
    let nextToken: string | undefined;
    do {
      const command = new ListTasksCommand({
        cluster,
        serviceName: service,
        desiredStatus,
        ...(nextToken && { nextToken }),
      });
      const page = await translated(`listing the tasks of ${service}`, client.send(command));
      arns.push(...(page.taskArns ?? []));
      nextToken = page.nextToken;
    } while (nextToken);
  }
  const found: FoundTask[] = [];
  for (let at = 0; at < arns.length; at += MOST_TASKS) {
    const command = new DescribeTasksCommand({ cluster, tasks: arns.slice(at, at + MOST_TASKS) });
    const { tasks = [] } = await translated(
      `reading the tasks of ${service}`,
      client.send(command),
    );
    for (const { taskArn = '', taskDefinitionArn = '', containers = [] } of tasks)
      found.push({
        id: lastOf(taskArn),
        definition: lastOf(taskDefinitionArn),
        runtimeIds: Object.fromEntries(
          containers.flatMap(({ name = '', runtimeId }) => (runtimeId ? [[name, runtimeId]] : [])),
        ),
      });
  }
  return found;
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
