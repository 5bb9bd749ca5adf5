// What leads from a source to a pipeline: the project whose builds it releases, the repository whose pushes are built
// or whose images are released, the bucket of an object.

import type { Place } from '../aws/clients.ts';
import { keys } from '../core/keys.ts';
import type { Key } from '../core/noun.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { sourceKeys } from '../core/source-keys.ts';
import type { Ports } from './ports.ts';
import { keepSchedule } from './schedules.ts';

type Named = Pick<PipelineDefinition, 'pipeline' | 'source'>;

/** Where a pipeline's source is: Tidegate's own account and region unless it says otherwise. */
export function sourcePlaceOf(
  { home }: Pick<Ports, 'home'>,
  { source }: Pick<PipelineDefinition, 'source'>,
): Place {
  return { account: source.account ?? home.account, region: source.region ?? home.region };
}

export function subscriptionsOf(
  ports: Pick<Ports, 'home'>,
  pipeline: Named,
): Key<{ readonly pipeline: string }>[] {
  const { pipeline: name, source } = pipeline;
  const { account, region } = sourcePlaceOf(ports, pipeline);
  const { project, repository, schedule, bundle = {} } = source;
  const parts = [source, ...Object.values(bundle)];
  // Each part may lie in an account and region of its own.
  const subscribed = parts.flatMap(
    ({ ecr, s3, account: its = account, region: there = region }) => [
      ...(ecr === undefined ? [] : [sourceKeys.images(its, there, ecr.repository, name)]),
      ...(s3 === undefined ? [] : [sourceKeys.objects(its, there, s3.bucket, name)]),
    ],
  );
  return [
    ...(project === undefined ? [] : [keys.project(account, region, project, name)]),
    ...new Map(subscribed.map((key) => [key.pk, key])).values(),
    ...(schedule === undefined ? [] : [sourceKeys.scheduled(name)]),
    ...(repository === undefined ? [] : [sourceKeys.repository(account, region, repository, name)]),
  ];
}

export async function subscribe(ports: Ports, pipeline: Named): Promise<void> {
  for (const key of subscriptionsOf(ports, pipeline))
    await ports.table.put(key, { pipeline: pipeline.pipeline });
  await keepSchedule(ports, pipeline);
}
