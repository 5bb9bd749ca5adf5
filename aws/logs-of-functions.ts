// Lambda: where a version of a function logs to. Nothing that runs by itself asks.

import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** The log group of a version; where that is gone, of what the function is now. Undefined where nothing is there. */
export async function logGroupOf(
  access: MemberAccess,
  place: Place,
  functionName: string,
  version: string,
): Promise<string | undefined> {
  const client = await access.client(LambdaClient, place);
  for (const Qualifier of [version, undefined]) {
    const command = new GetFunctionConfigurationCommand({
      FunctionName: functionName,
      ...(Qualifier && { Qualifier }),
    });
    try {
      const { LoggingConfig } = await client.send(command);
      return LoggingConfig?.LogGroup ?? usualGroupOf(functionName);
    } catch (cause) {
      if (nameOf(cause) !== 'ResourceNotFoundException')
        return translated(`reading function ${functionName}`, Promise.reject(cause));
    }
  }
  return undefined;
}

export function usualGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}
