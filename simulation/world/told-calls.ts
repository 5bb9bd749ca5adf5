// What a trail tells of a call by which somebody has moved what a target runs.

import { eventTime } from '@tidegate/embedded-aws/services/events/event';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { type OthersParts, scheduleChange } from './changes.ts';

interface ToldCall {
  /** `lambda`, `states`. */
  readonly service: string;
  readonly name: string;
  /** What is moved: a stack that does it is called after it. */
  readonly of: string;
  readonly requestParameters: Readonly<Record<string, string>>;
}

/** A trail tells of the call; a stack's update tells of itself too. */
export function tell(
  parts: OthersParts,
  target: TargetDefinition,
  { service, name, of, requestParameters }: ToldCall,
  by: string,
): void {
  const { aws, clock, startAt } = parts;
  const { account, region } = target;
  if (by === 'cloudformation') {
    const at = `${Math.round((clock.millis() - startAt.getTime()) / 1000)}s`;
    const what = { what: 'cloudformation', at, target: target.name, takes: '30s' } as const;
    scheduleChange(parts, { ...what, name: `${of}-stack` }, () => {});
  }
  const arn = by.startsWith('arn:') ? by : `arn:aws:iam::${account}:user/${by}`;
  const byService = 'cloudformation.amazonaws.com';
  const byStack = by === 'cloudformation' && { invokedBy: byService };
  const userIdentity = { type: 'IAMUser', accountId: account, ...(byStack || { arn }) };
  aws.emit({
    account,
    region,
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${service}`,
    detail: {
      eventVersion: '1.09',
      userIdentity,
      eventTime: eventTime(clock.now()),
      eventSource: `${service}.amazonaws.com`,
      eventName: name,
      awsRegion: region,
      sourceIPAddress: byStack ? byService : '192.0.2.17',
      requestParameters,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  });
}
