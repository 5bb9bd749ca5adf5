// Since when the times of a pipeline count: kept as it is applied, and forgotten with its schedule.

import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { Scheduled } from '../core/scheduled.ts';
import { sourceKeys } from '../core/source-keys.ts';
import type { Ports } from './ports.ts';

type Named = Pick<PipelineDefinition, 'pipeline' | 'source'>;

/** What is known of its times; another schedule begins anew, and what was due of the one before is not meant. */
export async function keepSchedule(
  ports: Ports,
  { pipeline, source: { schedule } }: Named,
): Promise<Scheduled | undefined> {
  if (schedule === undefined) return undefined;
  const { at, zone } = schedule;
  return ports.table.ensure(sourceKeys.schedule(pipeline), (item) => {
    if (item?.at === at && item.zone === zone) return { item };
    const since = ports.clock.now().toISOString();
    return { item: { pipeline, at, ...(zone !== undefined && { zone }), since } };
  });
}

export async function forgetSchedule({ table }: Ports, pipeline: string): Promise<void> {
  await table.remove(sourceKeys.schedule(pipeline));
}
