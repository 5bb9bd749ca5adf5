// What CloudFormation's parts share, and how a stack's events are told.

import type { Chance } from '../../chance.ts';
import type { VirtualClock } from '../../clock.ts';
import { partitionOf } from '../../partition.ts';
import type { Emit } from '../events/event.ts';
import type { Place, Places } from '../places.ts';
import type { Objects } from '../s3/objects.ts';
import type { Stack, StackEvent, StackFollower, StackScript, Status } from './stack.ts';
import type { SetFollower, StackSet } from './stack-set.ts';

export interface CloudFormationParts {
  readonly clock: VirtualClock;
  readonly emit: Emit;
  readonly objects: Objects;
  /** Undefined where there is no such alarm. */
  readonly alarm: (
    name: string,
    place: Place,
  ) => { readonly state: { readonly value: string } } | undefined;
}

export interface Store extends CloudFormationParts {
  readonly stacks: Places<Map<string, Stack>>;
  readonly chance: ReturnType<Chance['stream']>;
  readonly scripts: StackScript[];
  readonly followers: StackFollower[];
  readonly sets: Places<Map<string, StackSet>>;
  readonly setFollowers: SetFollower[];
  /** What waits for the end of what is done to the stack of an instance. */
  readonly waiting: Map<Stack, (ended: 'SUCCEEDED' | 'FAILED', reason?: string) => void>;
}

export function arnOf({ account, region }: Place, resource: string): string {
  return `arn:${partitionOf(region)}:cloudformation:${region}:${account}:${resource}`;
}

/** The stack is in another state from now on: an event of its own, and one on the bus. */
export function enter(store: Store, stack: Stack, status: Status, reason?: string): void {
  stack.status = status;
  stack.reason = reason;
  note(store, stack, {
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status,
    reason,
  });
  const token = stack.operation?.token;
  store.emit({
    'detail-type': 'CloudFormation Stack Status Change',
    source: 'aws.cloudformation',
    account: stack.account,
    region: stack.region,
    resources: [stack.id],
    detail: {
      'stack-id': stack.id,
      'status-details': { status, 'status-reason': reason ?? '' },
      ...(token && { 'client-request-token': token }),
    },
  });
}

export function note(
  { clock, chance }: Store,
  stack: Stack,
  event: Omit<StackEvent, 'id' | 'at' | 'token'>,
): void {
  const { token } = stack.operation ?? {};
  stack.events.unshift({ ...event, id: chance.uuid(), at: clock.now(), token });
}
