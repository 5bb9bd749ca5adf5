// What CodePipeline tells of its executions, as it looks on the event bus.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { home } from '../../simulation/world/place.ts';

export const EXECUTION = '3f2c8a51-7d0e-4c4b-9a8e-0b7f6f1c2d3e';

/** A stage has begun or ended, or an action of it. */
export function tellMove(aws: EmbeddedAws, detail: { stage: string; state: string }): void {
  const what = 'action' in detail ? 'Action' : 'Stage';
  aws.emit({
    ...home,
    source: 'aws.codepipeline',
    'detail-type': `CodePipeline ${what} Execution State Change`,
    detail: { pipeline: 'shop-source', 'execution-id': EXECUTION, version: 3, ...detail },
  });
}
