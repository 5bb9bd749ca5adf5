// The alarms of ECS services, and of EC2 instances behind CodeDeploy.

import type { AlarmPlan, Watched } from './alarm.ts';
import { expression, familyOf, metric, type WrittenFamily } from './metric-family.ts';
import { UNKNOWN } from './reasons.ts';

const INSIGHTS = 'ECS/ContainerInsights';

export function forEcs(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  if (resource.revision !== undefined) return forTaskRevision(resource, family);
  return [
    tasks(resource, family),
    used(resource, 'cpu', metric('cpu', 'CPU, %', family, 'CPUUtilization', 'Average'), 85),
    used(
      resource,
      'memory',
      metric('memory', 'Memory, %', family, 'MemoryUtilization', 'Average'),
      90,
    ),
  ];
}

/** The tasks of one revision, of what they have reserved. Of nothing reserved there is no share, and no data point. */
function forTaskRevision(resource: Watched, family: WrittenFamily): AlarmPlan[] {
  return (['Cpu', 'Memory'] as const).map((what) => {
    const [used_, reserved] = [`${what}Utilized`, `${what}Reserved`];
    const plan = used(
      resource,
      what.toLowerCase(),
      expression('share', `${what}, %`, '100 * used / reserved'),
      what === 'Cpu' ? 85 : 90,
    );
    const queries = [
      metric('used', used_, family, used_, 'Sum'),
      metric('reserved', reserved, family, reserved, 'Sum'),
      ...plan.queries,
    ];
    return { ...plan, queries };
  });
}

/** A deployment may run fewer for some minutes; tasks that die again and again stay fewer. */
function tasks(resource: Watched, { dimensions }: WrittenFamily): AlarmPlan {
  const insights = { namespace: INSIGHTS, dimensions };
  return {
    resource,
    key: 'tasks',
    title: 'fewer tasks than desired (needs Container Insights)',
    role: 'rollBack',
    signal: 'errors',
    queries: [
      metric('running', 'Running tasks', insights, 'RunningTaskCount', 'Average'),
      metric('desired', 'Desired tasks', insights, 'DesiredTaskCount', 'Average'),
      expression('share', 'Running, % of desired', 'IF(desired > 0, 100 * running / desired, 100)'),
    ],
    periodSeconds: 60,
    datapoints: { bad: 5, of: 8 },
    comparison: 'LessThanThreshold',
    threshold: { value: 90, because: 'the default' },
    missing: UNKNOWN,
    unit: '%',
  };
}

function used(
  resource: Watched,
  key: string,
  query: ReturnType<typeof metric>,
  value: number,
): AlarmPlan {
  return {
    resource,
    key,
    title: `little ${key === 'cpu' ? 'CPU' : key} left`,
    role: 'advise',
    signal: 'saturation',
    queries: [query],
    periodSeconds: 60,
    datapoints: { bad: 5, of: 8 },
    comparison: 'GreaterThanThreshold',
    threshold: { value, because: 'the default' },
    learns: { least: 60, most: 97, isRate: false },
    missing: UNKNOWN,
    unit: '%',
  };
}

export function forEc2(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  return [
    {
      resource,
      key: 'status-checks',
      title: 'instances that fail their status checks',
      role: 'rollBack',
      signal: 'errors',
      queries: [
        metric('failed', 'Share that fails', family, 'StatusCheckFailed', 'Average'),
        expression('rate', 'Instances that fail, %', '100 * failed'),
      ],
      periodSeconds: 60,
      datapoints: { bad: 3, of: 5 },
      comparison: 'GreaterThanThreshold',
      threshold: { value: 20, because: 'the default: one instance of five or more may fail' },
      missing: UNKNOWN,
      unit: '%',
    },
    {
      // Without detailed monitoring EC2 measures every five minutes.
      ...used(resource, 'cpu', metric('cpu', 'CPU, %', family, 'CPUUtilization', 'Average'), 90),
      periodSeconds: 300,
      datapoints: { bad: 3, of: 3 },
    },
  ];
}
