// Lambda: what bounds a function. Reads only.

import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface FunctionLimits {
  readonly timeoutSeconds?: number;
  /** Absent where it shares its region’s concurrency. */
  readonly reservedConcurrency?: number;
}

/** Throws `ServiceFailed` where Lambda does not say: there is no such function, or no permission. */
export async function functionLimits(
  access: MemberAccess,
  place: Place,
  functionName: string,
): Promise<FunctionLimits> {
  const client = await access.client(LambdaClient, place);
  const { Configuration, Concurrency } = await translated(
    `reading function ${functionName}`,
    client.send(new GetFunctionCommand({ FunctionName: functionName })),
  );
  const { Timeout } = Configuration ?? {};
  const { ReservedConcurrentExecutions: reserved } = Concurrency ?? {};
  return {
    ...(Timeout !== undefined && { timeoutSeconds: Timeout }),
    ...(reserved !== undefined && { reservedConcurrency: reserved }),
  };
}
