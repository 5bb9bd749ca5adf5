// The adapters on a fresh embedded AWS, and a way to play what they do.

import { type EmbeddedAws, embeddedAws } from '@tidegate/embedded-aws';
import { type VirtualClock, virtualClock } from '@tidegate/embedded-aws/clock';
import type { CallFault, FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import type { SdkRequest } from '@tidegate/embedded-aws/transport/request-handler';
import type { Allows } from '@tidegate/embedded-aws/transport/run-operation';
import { portsFor } from '../../flows/make-ports.ts';
import type { Ports } from '../../flows/ports.ts';
import { silent } from '../../simulation/world/onlooker.ts';

export const home = { account: '111122223333', region: 'us-east-1' };
const memberRoles = {
  reads: 'tidegate-prod-reads',
  stops: 'tidegate-prod-stops',
  tests: 'tidegate-prod-tests',
  mutes: 'tidegate-prod-mutes',
  deploys: 'tidegate-prod-deploys',
  externalId: 'tidegate-of-acme',
};
export const now = new Date('2026-11-20T09:00:00Z');

/** The roles of the account that tests call a member. */
export function openMember(aws: EmbeddedAws): void {
  const { externalId } = memberRoles;
  for (const role of [memberRoles.reads, memberRoles.stops, memberRoles.deploys])
    aws.sts.trust({ arn: `arn:aws:iam::222233334444:role/${role}`, externalId });
}

export interface Adapters {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly ports: Ports;
  /** The operations that were called, in their order. */
  readonly calls: string[];
  /** Plays until the work has settled; a rejection is its value. */
  run<T>(work: () => Promise<T>): Promise<T | Error>;
}

interface Options {
  readonly fault?: (call: FaultedCall) => CallFault | undefined;
  readonly allows?: Allows;
  /** Each request as it goes over the wire. */
  readonly onSent?: (request: SdkRequest) => void;
}

export function adapters({
  fault = () => undefined,
  allows = () => true,
  onSent = () => {},
}: Options = {}): Adapters {
  const clock = virtualClock({ startAt: now, seed: 1 });
  const calls: string[] = [];
  const aws = embeddedAws({
    clock,
    ...home,
    allows,
    faults: {
      beforeCall(call) {
        calls.push(call.operation);
        return fault(call);
      },
    },
  });
  const sdk = aws.sdkConfig({ functionName: 'Tried' });
  const requestHandler = {
    ...sdk.requestHandler,
    handle: (request: SdkRequest) => {
      onSent(request);
      return sdk.requestHandler.handle(request);
    },
  };
  const ports = portsFor({
    sdk: { ...sdk, requestHandler, home },
    clock,
    log: silent,
    count: () => {},
    measure: () => {},
    tableName: 'tidegate',
    releaseMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:release',
    memberRoles,
  });

  async function run<T>(work: () => Promise<T>): Promise<T | Error> {
    let settled: T | Error | undefined;
    const tracked = clock.track(work).then(
      (value) => {
        settled = value;
      },
      (error: Error) => {
        settled = error;
      },
    );
    await clock.play();
    await tracked;
    return settled as T | Error;
  }
  return { aws, clock, ports, calls, run };
}
