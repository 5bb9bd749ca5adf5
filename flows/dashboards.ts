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
  pipeline: PipelineDefinition,
): Promise<string[]> {
  const { dashboards } = ports;
  if (!dashboards.areWanted) return [];
  const name = `${dashboards.prefix}${pipeline.pipeline}`;
  const kept = await orLogged(ports, { dashboard: name }, async () => {
    await dashboards.put(name, dashboardOf(pipeline, dashboards.boardArn));
    return true;
  });
  return kept ? [] : [`its dashboard ${name} could not be written; apply it again to have one`];
}

export async function dropDashboard(ports: Needed, pipeline: string): Promise<void> {
  const { dashboards } = ports;
  if (!dashboards.areWanted) return;
  const name = `${dashboards.prefix}${pipeline}`;
  await orLogged(ports, { dashboard: name }, () => dashboards.remove(name));
}
