// A service's dashboard in CloudWatch: the board as a widget, and its targets' alarms.

import { alarmArn, alarmAt } from '../pipeline/alarm-named.ts';

import type { PipelineDefinition } from '../pipeline/schema.ts';
import { placedTargets } from '../pipeline/targets.ts';

/** CloudWatch's own limit for a widget of alarms. */
const ALARMS_SHOWN = 100;

const [WIDTH, BOARD_HEIGHT, ALARMS_HEIGHT] = [24, 16, 6];

/** The body as PutDashboard takes it, before it is JSON. */
export function dashboardOf(pipeline: PipelineDefinition, boardArn: string): object {
  const alarms = placedTargets(pipeline).flatMap(({ target }) =>
    target.alarms.map((named) => alarmArn(alarmAt(target, named))),
  );
  const shown = [...new Set(alarms)].slice(0, ALARMS_SHOWN);
  return {
    widgets: [
      {
        ...{ type: 'custom', x: 0, y: 0, width: WIDTH, height: BOARD_HEIGHT },
        properties: {
          title: pipeline.pipeline,
          endpoint: boardArn,
          params: { pipeline: pipeline.pipeline },
          updateOn: { refresh: true, resize: false, timeRange: false },
        },
      },
      ...(shown.length > 0
        ? [
            {
              ...{ type: 'alarm', x: 0, y: BOARD_HEIGHT, width: WIDTH, height: ALARMS_HEIGHT },
              properties: { title: 'Alarms of its targets', alarms: shown },
            },
          ]
        : []),
    ],
  };
}
