// What others change in a scenario: only its events, in the shapes that AWS gives them.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { eventTime, type NewEvent } from '@tidegate/embedded-aws/services/events/event';
import type { Place } from '../../aws/clients.ts';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { OthersChange } from './changes-schema.ts';
import { home } from './place.ts';

export interface OthersParts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly startAt: Date;
  readonly targets: readonly TargetDefinition[];
}

type Told = Pick<NewEvent, 'detail-type' | 'source' | 'resources' | 'detail'>;

/** Schedules a change's events; `done` is called with the last. */
export function scheduleChange(parts: OthersParts, change: OthersChange, done: () => void): void {
  const { aws, clock, startAt } = parts;
  const begin = startAt.getTime() + secondsIn(change.at) * 1000;
  const place = placeOf(parts, change);
  const tell = (millis: number, told: (now: Date) => Told, then = () => {}) =>
    clock.at(millis, () => {
      aws.emit({ ...place, ...told(clock.now()) });
      then();
    });
  if (change.what === 'lambda') {
    tell(begin, (now) => configurationCall(change, place, now), done);
    return;
  }
  const id = clock.chance.stream(`change ${change.what} ${change.name} ${change.at}`).uuid();
  tell(begin, (now) => TELLERS[change.what](change.name, id, place, now).begun);
  const end = begin + secondsIn(change.takes) * 1000;
  tell(end, (now) => TELLERS[change.what](change.name, id, place, now).ended, done);
}

function placeOf({ targets }: OthersParts, { target: name, account, region }: OthersChange): Place {
  const target = targets.find((each) => each.name === name) ?? targets[0] ?? home;
  return { account: account ?? target.account, region: region ?? target.region };
}

type Teller = (name: string, id: string, place: Place, now: Date) => { begun: Told; ended: Told };

const TELLERS: Readonly<Record<Exclude<OthersChange['what'], 'lambda'>, Teller>> = {
  codedeploy(name, id, { account, region }) {
    const [application, deploymentGroup] = name.split('/');
    const arn = `arn:aws:codedeploy:${region}:${account}`;
    const told = (state: string): Told => ({
      'detail-type': 'CodeDeploy Deployment State-change Notification',
      source: 'aws.codedeploy',
      resources: [`${arn}:application:${application}`, `${arn}:deploymentgroup:${name}`],
      detail: {
        region,
        deploymentId: `d-${id.replaceAll('-', '').slice(0, 9).toUpperCase()}`,
        instanceGroupId: id,
        deploymentGroup,
        state,
        application,
      },
    });
    return { begun: told('START'), ended: told('SUCCESS') };
  },
  cloudformation(name, id, { account, region }) {
    const arn = `arn:aws:cloudformation:${region}:${account}:stack/${name}/${id}`;
    const told = (status: string): Told => ({
      'detail-type': 'CloudFormation Stack Status Change',
      source: 'aws.cloudformation',
      resources: [arn],
      detail: {
        'stack-id': arn,
        'status-details': { status, 'status-reason': '' },
        'client-request-token': `Console-UpdateStack-${id}`,
      },
    });
    return { begun: told('UPDATE_IN_PROGRESS'), ended: told('UPDATE_COMPLETE') };
  },
  ecs(name, id, { account, region }, now) {
    const deploymentId = `ecs-svc/${Number.parseInt(id.slice(0, 8), 16)}`;
    const told = (eventName: string, what: string): Told => ({
      'detail-type': 'ECS Deployment State Change',
      source: 'aws.ecs',
      resources: [`arn:aws:ecs:${region}:${account}:service/${name}`],
      detail: {
        eventType: 'INFO',
        eventName,
        clusterArn: `arn:aws:ecs:${region}:${account}:cluster/${name.split('/')[0]}`,
        deploymentId,
        updatedAt: now.toISOString(),
        reason: `ECS deployment ${deploymentId} ${what}.`,
      },
    });
    return {
      begun: told('SERVICE_DEPLOYMENT_IN_PROGRESS', 'in progress'),
      ended: told('SERVICE_DEPLOYMENT_COMPLETED', 'completed'),
    };
  },
};

function configurationCall(
  { name, by }: Extract<OthersChange, { what: 'lambda' }>,
  { account, region }: Place,
  now: Date,
): Told {
  const user = { arn: `arn:aws:iam::${account}:user/anna`, accountId: account, userName: 'anna' };
  const asAnna = { type: 'IAMUser', principalId: 'AIDACKCEVSQ6C2EXAMPLE', ...user };
  const service = 'cloudformation.amazonaws.com';
  return {
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.lambda',
    detail: {
      eventVersion: '1.09',
      userIdentity: by === 'person' ? asAnna : { ...asAnna, invokedBy: service },
      eventTime: eventTime(now),
      eventSource: 'lambda.amazonaws.com',
      eventName: 'UpdateFunctionConfiguration20150331v2',
      awsRegion: region,
      sourceIPAddress: by === 'person' ? '192.0.2.17' : service,
      requestParameters: { functionName: name },
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  };
}
