// What was begun for an intent, found by its mark: the hand that began it may have died before it could say so.

import type { Deployment } from '../core/deployment.ts';
import { deploymentMark, type Intent } from '../core/intent.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { findsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';

export function find(
  ports: Ports,
  pipeline: string,
  target: TargetDefinition,
  intent: Intent,
): Promise<Deployment | undefined> {
  const mark = deploymentMark(intent, target.name);
  return findsOf(target).find(ports, { pipeline, target, mark, since: intent.startedAt });
}
