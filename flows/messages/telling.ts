// Notes that people are to be told of a release: before it is claimed, so that none is forgotten.

import { messageKeys } from '../../core/message-keys.ts';
import { type Route, routesOf } from '../../core/messages/route-schema.ts';
import type { Telling } from '../../core/messages/thread.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { readPolicy } from '../policy.ts';
import type { Ports } from '../ports.ts';

export async function routesFor(
  ports: Pick<Ports, 'table'>,
  pipeline: PipelineDefinition,
): Promise<Route[]> {
  const { policy } = await readPolicy(ports);
  return routesOf(pipeline, policy.messages);
}

export async function noteTelling(
  ports: Pick<Ports, 'table'>,
  pipeline: PipelineDefinition,
  telling: Telling,
): Promise<void> {
  if ((await routesFor(ports, pipeline)).length === 0) return;
  await ports.table.put(messageKeys.telling(telling.release), telling);
}
