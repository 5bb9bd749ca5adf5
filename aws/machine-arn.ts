// The ARN of a state machine: a version or an alias is behind a further colon.

import { partitionOf } from '../core/partition.ts';
import type { Place } from './clients.ts';

export function machineArn({ account, region }: Place, name: string): string {
  return `arn:${partitionOf(region)}:states:${region}:${account}:stateMachine:${name}`;
}
