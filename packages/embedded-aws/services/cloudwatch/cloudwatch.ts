// CloudWatch: metrics that are computed when asked, alarms that watch them on the virtual clock.

import type { VirtualClock } from '../../clock.ts';
import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import type { Emit } from '../events/event.ts';
import { alarmOperations } from './alarm-operations.ts';
import { type Alarms, alarmStates } from './alarm-states.ts';
import type { Perform } from './alarm-store.ts';
import { dashboardOperations } from './dashboards.ts';
import { metricOperations } from './metric-operations.ts';
import { type Metrics, metricStore } from './metrics.ts';
import { muteOperations } from './mute-operations.ts';

export interface CloudWatch {
  readonly service: Service;
  /** The world's hand on what is measured. */
  readonly metrics: Metrics;
  /** The world's hand on the alarms. */
  readonly alarms: Alarms;
}

export function cloudWatch(
  clock: VirtualClock,
  emit: Emit,
  perform: Perform = () => {},
): CloudWatch {
  const metrics = metricStore(clock.millis);
  const alarms = alarmStates({ clock, metrics, emit, perform });
  const operations = {
    ...metricOperations(clock, metrics),
    ...alarmOperations(alarms),
    ...muteOperations(clock.now, alarms),
    ...dashboardOperations(clock.now),
  };
  return {
    service: { id: 'cloudwatch', model: modelFor('cloudwatch'), operations },
    metrics,
    alarms,
  };
}
