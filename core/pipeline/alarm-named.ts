// How a target names its alarms: by their names alone where they are beside it, else by their ARNs.

import { partitionOf } from '../partition.ts';
import type { AlarmName } from '../wait.ts';

/** Where no account or region is said, it is the target's. */
const ARN = /^arn:[a-z0-9-]+:cloudwatch:([a-z0-9-]*):(\d{12}|):alarm:(.{1,255})$/s;

type Place = Pick<AlarmName, 'account' | 'region'>;

interface Written {
  readonly name: string;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * The alarm that a target means.
 *
 *     'errors', of a target in 1111 eu-west-1           →  errors in 1111 eu-west-1
 *     'arn:aws:cloudwatch:us-east-1:2222:alarm:errors'  →  errors in 2222 us-east-1
 *     'arn:aws:cloudwatch:us-east-1::alarm:errors'      →  errors in 1111 us-east-1
 */
export function alarmAt({ account, region }: Place, named: string): AlarmName {
  const [arn, itsRegion = '', itsAccount = '', name = ''] = ARN.exec(named) ?? [];
  if (arn === undefined) return { account, region, name: named };
  return { account: itsAccount || account, region: itsRegion || region, name };
}

/** Whether it is the ARN of an alarm. */
export function isAlarmArn(text: string): boolean {
  return ARN.test(text);
}

/** An alarm that is named with its account and region, as the table and all that reads it have it. */
export function alarmArn({ account = '', region = '', name }: Written): string {
  return `arn:${partitionOf(region)}:cloudwatch:${region}:${account}:alarm:${name}`;
}

/** How people are told of it: by its name, and by its place where that is not the target's. */
export function alarmText(place: Place, named: string): string {
  const { account, region, name } = alarmAt(place, named);
  return account === place.account && region === place.region
    ? name
    : `${name} (in ${account} ${region})`;
}

/** An alarm and where it is, of those that a target names, by its name alone or as the target has it. */
export function alarmCalled(
  target: Place & { readonly alarms: readonly string[] },
  said: string,
): AlarmName | undefined {
  const named = target.alarms.find((each) => isCalled(each, said));
  return named === undefined ? undefined : alarmAt(target, named);
}

/** Whether a target's word for an alarm, or the alarm's name alone, is what was said. */
export function isCalled(named: string, said: string): boolean {
  return named === said || (ARN.exec(named)?.[3] ?? named) === said;
}
