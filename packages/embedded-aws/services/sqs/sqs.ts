// SQS: standard queues, so that dead letters can be read as on AWS.

import type { VirtualClock } from '../../clock.ts';
import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import { messageOperations } from './message-operations.ts';
import { queueOperations } from './queue-operations.ts';
import { type Queues, queueStore } from './queues.ts';

export interface Sqs {
  readonly service: Service;
  /** The world's hand on the queues. */
  readonly queues: Queues;
}

export function sqs(clock: VirtualClock): Sqs {
  const queues = queueStore(clock);
  const operations = { ...queueOperations(clock, queues), ...messageOperations(clock, queues) };
  return { queues, service: { id: 'sqs', model: modelFor('sqs'), operations } };
}
