// Pipelines in the table: applied whole as a new version, read by name.

import type { Place } from '../aws/clients.ts';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import { nearest } from '../core/nearest.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { planOf } from '../core/plan.ts';
import type { Ports } from './ports.ts';

export interface Definition {
  readonly version: number;
  readonly appliedAt: string;
  readonly firstAppliedAt: string;
  readonly pipeline: PipelineDefinition;
}

/**
 * Stores a pipeline as a new version, unless it says what the present one says; resolves to the version in force.
 *
 * Throws `Refused`, with nothing changed, where its plan could break a limit. A running release keeps its own plan.
 */
export async function applyPipeline(
  ports: Ports,
  pipeline: PipelineDefinition,
): Promise<Definition> {
  planOf(pipeline);
  const { pipeline: name, source } = pipeline;
  const { account, region } = sourcePlaceOf(ports, pipeline);
  const definition = await ports.table.change<Definition>(keys.definition(name), (before) => {
    if (before && JSON.stringify(before.pipeline) === JSON.stringify(pipeline)) return undefined;
    const appliedAt = ports.clock.now().toISOString();
    const firstAppliedAt = before?.firstAppliedAt ?? appliedAt;
    return { item: { version: (before?.version ?? 0) + 1, appliedAt, firstAppliedAt, pipeline } };
  });
  await ports.table.put(keys.definitionVersion(name, definition!.version), definition!);
  await ports.table.put(keys.pipelineName(name), { pipeline: name });
  await ports.table.put(keys.project(account, region, source.project, name), { pipeline: name });
  await forgetProject(ports, definition!);
  return definition!;
}

/** Builds of the project that the version before named are no longer for this pipeline. */
async function forgetProject(ports: Ports, { version, pipeline }: Definition): Promise<void> {
  const key = keys.definitionVersion(pipeline.pipeline, version - 1);
  const before = await ports.table.get<Definition>(key);
  if (before === undefined) return;
  const projectKey = (of: PipelineDefinition) => {
    const { account, region } = sourcePlaceOf(ports, of);
    return keys.project(account, region, of.source.project, pipeline.pipeline);
  };
  const [old, present] = [projectKey(before.pipeline), projectKey(pipeline)];
  if (old.pk !== present.pk) await ports.table.remove(old);
}

/** Where a pipeline's source project is: Tidegate's own account and region unless it says otherwise. */
export function sourcePlaceOf({ home }: Ports, { source }: PipelineDefinition): Place {
  return { account: source.account ?? home.account, region: source.region ?? home.region };
}

/** Throws `Refused` where no pipeline of that name has been applied. */
export async function readDefinition(ports: Ports, name: string): Promise<Definition> {
  const definition = await ports.table.get<Definition>(keys.definition(name));
  if (definition) return definition;
  const known = (await ports.table.list<{ pipeline: string }>('pipelines')).map(
    ({ pipeline }) => pipeline,
  );
  const meant = nearest(name, known);
  const hint = meant ? `did you mean ${meant}?` : `known are: ${known.join(', ') || 'none yet'}`;
  throw new Failure(
    'Refused',
    `expected the name of an applied pipeline, got ${JSON.stringify(name)}; ${hint}`,
  );
}
