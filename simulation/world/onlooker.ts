// The ports of those who only look on.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { onlookHandler } from '@tidegate/embedded-aws/transport/request-handler';
import { signerFor } from '@tidegate/embedded-aws/transport/signer';
import { portsFor } from '../../flows/make-ports.ts';
import type { Log, Ports } from '../../flows/ports.ts';
import { memberRolesOf, type Stack } from '../stack/stack.ts';
import { home } from './place.ts';

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

export function onlookerOf(aws: EmbeddedAws, clock: VirtualClock, stack: Stack): Ports {
  return portsFor({
    sdk: {
      ...aws.sdkConfig(),
      requestHandler: onlookHandler(aws.gateway),
      signerFor,
      standIn: aws.onlookStandIn,
      home,
    },
    clock,
    log: silent,
    count: () => {},
    measure: () => {},
    tableName: stack.tableName,
    releaseMachineArn: stack.environment.TIDEGATE_RELEASE_MACHINE,
    memberRoles: memberRolesOf(stack.environment),
  });
}
