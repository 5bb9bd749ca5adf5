// Lambda: whether a function is of archives or of images. Nothing that runs by itself asks.

import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export type PackageType = 'Zip' | 'Image';

/** Undefined where there is no such function. */
export async function packageTypeOf(
  access: MemberAccess,
  place: Place,
  functionName: string,
): Promise<PackageType | undefined> {
  const client = await access.client(LambdaClient, place);
  try {
    const command = new GetFunctionConfigurationCommand({ FunctionName: functionName });
    return (await client.send(command)).PackageType ?? 'Zip';
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return undefined;
    return translated(`reading function ${functionName}`, Promise.reject(cause));
  }
}
