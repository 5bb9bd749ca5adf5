// X-Ray: what was traced, as a graph of services and by the minute.

import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import { type Place, places } from '../places.ts';
import { xrayOperations } from './operations.ts';
import type { TracedCalls } from './traced.ts';

export type { TracedCalls, TracedMinute, TracedService } from './traced.ts';

export interface XRay {
  readonly service: Service;
  /** Adds calls that are traced in that account and region. */
  trace(place: Place, calls: TracedCalls): void;
}

export function xray(): XRay {
  const traced = places<TracedCalls[]>(() => []);
  return {
    service: {
      id: 'xray',
      model: modelFor('xray'),
      operations: xrayOperations((place) => traced.at(place)),
    },
    trace: (place, calls) => void traced.at(place).push(calls),
  };
}
