// What becomes of an asynchronous invocation that has failed for the last time: a record of it goes to a destination.

import type { VirtualClock } from '../../clock.ts';
import type { LambdaFunction } from './functions.ts';
import type { InvocationResult } from './invocations.ts';

/** Sends to a queue in the name of a role; an answer of false means that it may not, or that there is none. */
export type SendAs = (role: string, queueArn: string, body: string) => boolean;

/** The record as Lambda writes it. Whether it was taken is nobody's matter: what cannot be sent is lost. */
export function tellOfFailure(
  clock: VirtualClock,
  send: SendAs,
  { arn, onFailure }: LambdaFunction,
  { event, result, tries }: { event: unknown; result: InvocationResult; tries: number },
): void {
  if (onFailure === undefined || !('error' in result)) return;
  const record = {
    version: '1.0',
    timestamp: clock.now().toISOString(),
    requestContext: {
      requestId: result.requestId,
      functionArn: `${arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: tries,
    },
    requestPayload: event,
    responseContext: {
      statusCode: 200,
      executedVersion: result.version,
      functionError: 'Unhandled',
    },
    responsePayload: result.error,
  };
  send(onFailure.role, onFailure.queueArn, JSON.stringify(record));
}
