// A world in which a written template is deployed, and metrics are what a test says at that time.

import {
  CloudWatchClient,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import type { AlarmTemplate } from '../../../authoring/alarms/alarm-template.ts';
import { embedded, home } from '../../../packages/embedded-aws/test/embedded.ts';

const MINUTE = 60_000;

/** What one minute of a metric has: observations with their counts; nothing for no data. */
export type Minute = readonly (readonly [value: number, count: number])[] | undefined;

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Names with the values of the template's parameters in them. */
function resolved(value: unknown, parameters: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, parameters));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: reference, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: unknown[] };
  if (reference !== undefined) return parameters[reference];
  if (join) return (resolved(join[1], parameters) as string[]).join(join[0] as string);
  const entries = Object.entries(value).map(([key, each]) => [key, resolved(each, parameters)]);
  return Object.fromEntries(entries);
}

/** Composites last: they refer to the others. */
async function deploy(
  client: CloudWatchClient,
  resources: readonly Resource[],
  names: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { Type, Properties } of resources) {
    if (Type === 'AWS::CloudWatch::Alarm')
      await client.send(new PutMetricAlarmCommand(Properties as never));
  }
  for (const { Type, Properties } of resources) {
    if (Type !== 'AWS::CloudWatch::CompositeAlarm') continue;
    const { 'Fn::Sub': rule } = Properties.AlarmRule as { 'Fn::Sub': string };
    const AlarmRule = rule.replace(/\$\{(\w+)\}/g, (_, id: string) => names.get(id)!);
    await client.send(new PutCompositeAlarmCommand({ ...Properties, AlarmRule } as never));
  }
}

export function alarmWorld(
  stack: AlarmTemplate,
  parameters: Readonly<Record<string, string>> = {},
) {
  const world = embedded();
  const client = new CloudWatchClient(world.aws.sdkConfig());
  const byId = resolved(stack.body.Resources, parameters) as Record<string, Resource>;
  const resources = Object.values(byId);
  const names = new Map(
    Object.entries(byId).map(([id, { Properties }]) => [id, String(Properties.AlarmName)]),
  );

  /** From now on, each minute of the metric is this. */
  function feed(namespace: string, name: string, dimensions: Record<string, string>) {
    const since: { at: number; minute: Minute }[] = [{ at: 0, minute: undefined }];
    world.aws.cloudWatch.metrics.source(
      { namespace, name, dimensions },
      (from, to) => {
        const samples = [];
        for (let at = Math.ceil(from / MINUTE) * MINUTE; at < to; at += MINUTE) {
          const { minute } = since.findLast((each) => each.at <= at)!;
          if (minute) {
            const values = minute.map(([value]) => value);
            samples.push({ at, values, counts: minute.map(([, count]) => count) });
          }
        }
        return samples;
      },
      home,
    );
    return (minute: Minute) => void since.push({ at: world.clock.millis(), minute });
  }

  const state = (name: string) => world.aws.cloudWatch.alarms.find(name, home)!.state.value;
  const firing = () =>
    [...names.values()].filter(
      (name) => world.aws.cloudWatch.alarms.find(name, home)?.state.value === 'ALARM',
    );
  /** How often each alarm went into ALARM since it was made. */
  const fired = () =>
    [...names.values()].filter((name) =>
      world.aws.cloudWatch.alarms
        .find(name, home)
        ?.history.some(({ data }) => /"newState":\{"stateValue":"ALARM"/.test(data)),
    );

  return { ...world, deploy: () => deploy(client, resources, names), feed, state, firing, fired };
}
