// X-Ray: what was traced, as a graph of services and by the minute.

import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import { type Place, places } from '../places.ts';
import { xrayOperations } from './operations.ts';

export interface TracedService {
  readonly name: string;
  readonly type: string;
}

/** What was traced of calls in one minute: how they ended, and how long they took. */
export interface TracedMinute {
  readonly requests: number;
  readonly faults: number;
  readonly errors: number;
  readonly throttles: number;
  readonly durations: readonly { readonly seconds: number; readonly count: number }[];
}

/** The calls of one service by another, or by clients. */
export interface TracedCalls {
  readonly caller?: TracedService;
  readonly callee: TracedService;
  /** By the number of minutes since 1970; undefined where there were none. */
  inMinute(minute: number): TracedMinute | undefined;
}

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
