// What a world says of a function, and the function that it then is.

import { createHash } from 'node:crypto';
import { AwsError, type Tags } from '../../service.ts';
import type { Place } from '../places.ts';
import {
  functionArn,
  type Handler,
  type LambdaFunction,
  type OnFailure,
  type PackageType,
  publish,
  setAlias,
} from './functions.ts';

export interface FunctionDefinition extends Place {
  readonly name: string;
  readonly tags?: Tags;
  /** Absent for a service under deployment, which has no code to run. */
  readonly handler?: Handler;
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes?: number;
  /** Where asynchronous invocations go that have failed for the last time. */
  readonly onFailure?: OnFailure | undefined;
  /** What `$LATEST` holds at first; published as version 1 when aliases are given. */
  readonly code?: string;
  /** Where it logs to; a group of its own by default. */
  readonly logGroup?: string | undefined;
  /** `Zip` by default. */
  readonly packageType?: PackageType | undefined;
  /** Aliases to make at first, all on version 1. */
  readonly aliases?: readonly string[];
}

export function functionFrom(definition: FunctionDefinition, now: Date): LambdaFunction {
  const {
    account,
    region,
    name,
    handler,
    code = `initial code of ${name}`,
    aliases = [],
  } = definition;
  const made: LambdaFunction = {
    name,
    arn: functionArn(definition, name),
    place: { account, region },
    tags: definition.tags ?? {},
    packageType: definition.packageType ?? 'Zip',
    logGroup: definition.logGroup ?? `/aws/lambda/${name}`,
    handler,
    onFailure: definition.onFailure,
    timeoutSeconds: definition.timeoutSeconds ?? 30,
    memoryMegabytes: definition.memoryMegabytes ?? 256,
    code: { sha256: createHash('sha256').update(code).digest('base64'), size: code.length },
    lastModified: now,
    updatingUntil: 0,
    revision: 0,
    versions: [],
    lastNumber: 0,
    aliases: new Map(),
    provisioned: new Map(),
    provisioning: {},
    shifts: [],
  };
  if (made.timeoutSeconds > 900)
    throw new AwsError(
      'InvalidParameterValueException',
      'Expected a timeout of at most 900 seconds.',
    );
  if (aliases.length > 0) publish(made, now);
  for (const alias of aliases)
    setAlias(made, { name: alias, version: '1', description: '', weights: {} }, now);
  return made;
}
