// Whom alarms have told in a world as they fired: each action that was taken.

import { alarmAt } from '../core/pipeline/alarm-named.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { AlarmName } from '../core/wait.ts';
import type { World } from './world/world.ts';

export interface AlarmPage {
  readonly at: string;
  readonly alarm: string;
  readonly account: string;
  readonly region: string;
}

export function alarmPages({ aws, pipelines }: World): AlarmPage[] {
  const targets = pipelines.flatMap(({ stages }) => stages.flatMap(targetsOf));
  const named = targets.flatMap((target) => target.alarms.map((each) => alarmAt(target, each)));
  const alarms = new Map(named.map((alarm) => [JSON.stringify(alarm), alarm]));
  return [...alarms.values()]
    .flatMap((alarm) => pagesOf(aws, alarm))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function pagesOf(aws: World['aws'], { account, region, name }: AlarmName): AlarmPage[] {
  const history = aws.cloudWatch.alarms.find(name, { account, region })?.history ?? [];
  return history
    .filter(({ type }) => type === 'Action')
    .map(({ at }) => ({ at: new Date(at).toISOString(), alarm: name, account, region }));
}
