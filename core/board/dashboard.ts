// A service's dashboard in CloudWatch: the board as a widget, its targets' alarms, and its deployments.

import * as z from 'zod';
import { alarmArn, alarmAt } from '../pipeline/alarm-named.ts';

import type { PipelineDefinition } from '../pipeline/schema.ts';
import { placedTargets } from '../pipeline/targets.ts';

/** CloudWatch's own limit for a widget of alarms. */
const ALARMS_SHOWN = 100;
/** Of a graph: each stage has three lines. */
const STAGES_SHOWN = 30;

const [WIDTH, BOARD_HEIGHT, ALARMS_HEIGHT, GRAPH_HEIGHT] = [24, 16, 6, 6];
const [ALARMS, DEPLOYMENTS] = ['Alarms of its targets', 'Deployments'];

/**
 * The body as PutDashboard takes it, before it is JSON. Of one that is there, what a person has added stays, and ours
 * stay where they have put them.
 */
export function dashboardOf(
  pipeline: PipelineDefinition,
  boardArn: string,
  there?: unknown,
): object {
  const ours = widgetsOf(pipeline, boardArn);
  const { data } = bodySchema.safeParse(there);
  if (data === undefined) return { widgets: ours };
  const left = new Map(ours.map((each) => [roleOf(each), each]));
  const widgets = data.widgets.flatMap((each): unknown[] => {
    const role = roleOf(each);
    if (role === undefined) return [each];
    const own = left.get(role);
    left.delete(role);
    return own ? [inPlaceOf(own, each)] : [];
  });
  return { ...data, widgets: [...widgets, ...left.values()] };
}

function widgetsOf(pipeline: PipelineDefinition, boardArn: string): object[] {
  const alarms = placedTargets(pipeline).flatMap(({ target }) =>
    target.alarms.map((named) => alarmArn(alarmAt(target, named))),
  );
  const shown = [...new Set(alarms)].slice(0, ALARMS_SHOWN);
  const graphAt = BOARD_HEIGHT + (shown.length > 0 ? ALARMS_HEIGHT : 0);
  return [
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
            properties: { title: ALARMS, alarms: shown },
          },
        ]
      : []),
    {
      ...{ type: 'metric', x: 0, y: graphAt, width: WIDTH, height: GRAPH_HEIGHT },
      properties: graphOf(pipeline, boardArn),
    },
  ];
}

/** What each stage's deployments do, as it is measured; releases are marked on it later. */
function graphOf({ pipeline, stages }: PipelineDefinition, boardArn: string): object {
  const [, , , region, , , name = ''] = boardArn.split(':');
  const service = name.replace(/-Board$/, '');
  const metrics = stages
    .slice(0, STAGES_SHOWN)
    .flatMap(({ name: stage }) =>
      ['WavesStarted', 'RollbacksStarted', 'BakesEnded'].map((metric) => [
        ...['Tidegate', metric, 'service', service, 'pipeline', pipeline, 'stage', stage],
        { label: `${metric} ${stage}` },
      ]),
    );
  return { title: DEPLOYMENTS, region, view: 'timeSeries', stat: 'Sum', period: 300, metrics };
}

const placed = { x: z.unknown(), y: z.unknown(), width: z.unknown(), height: z.unknown() };
const bodySchema = z.looseObject({ widgets: z.array(z.unknown()) });
const widgetSchema = z.looseObject({
  ...z.object(placed).partial().shape,
  type: z.string(),
  properties: z.looseObject({
    title: z.unknown().optional(),
    endpoint: z.unknown().optional(),
    metrics: z.unknown().optional(),
    annotations: z.unknown().optional(),
  }),
});

/** Which of ours it is, wherever a person has put it; undefined of what they have added. */
function roleOf(each: unknown): 'board' | 'alarms' | 'deployments' | undefined {
  const { data } = widgetSchema.safeParse(each);
  const { title, endpoint, metrics } = data?.properties ?? {};
  if (data?.type === 'custom' && /:function:tidegate-.*-Board$/.test(`${endpoint}`)) return 'board';
  if (data?.type === 'alarm' && title === ALARMS) return 'alarms';
  const [[namespace] = []] = Array.isArray(metrics) ? (metrics as unknown[][]) : [];
  const isOurs = data?.type === 'metric' && title === DEPLOYMENTS && namespace === 'Tidegate';
  return isOurs ? 'deployments' : undefined;
}

/** What is ours anew, where it was, with the lines that are on it. */
function inPlaceOf(own: object, before: unknown): object {
  const { x, y, width, height, properties } = widgetSchema.parse(before);
  const { annotations } = properties;
  const made = widgetSchema.parse(own);
  return {
    ...made,
    ...Object.fromEntries(
      Object.entries({ x, y, width, height }).filter(([, value]) => value !== undefined),
    ),
    properties: { ...made.properties, ...(annotations !== undefined && { annotations }) },
  };
}
