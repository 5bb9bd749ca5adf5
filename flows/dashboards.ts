// Keeps a dashboard for each service. Nothing hangs on it: what cannot be written is said, and keeps nobody from
// anything.

import { dashboardOf } from '../core/board/dashboard.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { orLogged } from './one-by-one.ts';
import type { Ports } from './ports.ts';

type Needed = Pick<Ports, 'dashboards' | 'log'>;

/** Resolves to what a person should know of it, if anything. */
export async function keepDashboard(
  ports: Needed,
  definition: PipelineDefinition,
): Promise<string[]> {
  const { pipeline } = definition;
  const kept = await orLogged(ports, { pipeline }, async () => {
    await ports.dashboards.keep(pipeline, (boardArn, there) =>
      dashboardOf(definition, boardArn, there),
    );
    return true;
  });
  return kept ? [] : ['its dashboard could not be written; apply it again to have one'];
}

export async function dropDashboard(ports: Needed, pipeline: string): Promise<void> {
  await orLogged(ports, { pipeline }, () => ports.dashboards.remove(pipeline));
}
