// The metrics of one revision of a task definition: ECS has none, and Container Insights logs what they are made of.

import { nameOf, type Watched } from './alarm.ts';
import type { CfnResource } from './cfn-alarm.ts';
import { joined, logicalId, type Name } from './name.ts';
import type { AlarmTarget } from './target-alarms.ts';

/** Where the filters below put them. */
export const REVISIONS_NAMESPACE = 'Tidegate/TaskRevisions';

/** Fields of the event of type Task that Container Insights logs for each task, each minute. */
const TASK_FIELDS = ['CpuUtilized', 'CpuReserved', 'MemoryUtilized', 'MemoryReserved'] as const;

export function revisionDimensions(service: Watched, revision: Name): Record<string, Name> {
  return {
    ClusterName: nameOf(service, 'cluster'),
    ServiceName: nameOf(service, 'service'),
    TaskDefinitionRevision: revision,
  };
}

/**
 * A filter for each field over the log of Container Insights: it makes a series for each revision that runs, which ends
 * with the last task of it.
 *
 * Source: the page on the performance log events of Container Insights for Amazon ECS.
 */
export function revisionFilters(target: AlarmTarget): Record<string, CfnResource> {
  const services = new Map(
    target.alarms
      .map(({ resource }) => resource)
      .filter(({ kind, revision }) => kind === 'ecs' && revision !== undefined)
      .map((resource) => [resource.word, resource]),
  );
  const filters = [...services.values()].flatMap((resource) =>
    TASK_FIELDS.map((field) => [filterId(target, resource, field), filterOf(resource, field)]),
  );
  return Object.fromEntries(filters);
}

function filterId({ name }: AlarmTarget, { word }: Watched, field: string): string {
  return logicalId(name, word, field);
}

function filterOf(resource: Watched, field: (typeof TASK_FIELDS)[number]): CfnResource {
  const cluster = nameOf(resource, 'cluster');
  const service = nameOf(resource, 'service');
  const fields = ['ClusterName', 'ServiceName', 'TaskDefinitionRevision'];
  return {
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      LogGroupName: joined(['/aws/ecs/containerinsights/', cluster, '/performance']),
      FilterPattern: joined(['{ $.Type = "Task" && $.ServiceName = "', service, '" }']),
      MetricTransformations: [
        {
          MetricNamespace: REVISIONS_NAMESPACE,
          MetricName: field,
          MetricValue: `$.${field}`,
          Dimensions: fields.map((Key) => ({ Key, Value: `$.${Key}` })),
        },
      ],
    },
  };
}
