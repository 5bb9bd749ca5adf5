// Lambda's provisioned concurrency: how many instances of a version are kept warm.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { configOf, provisioned } from './lambda-provisioned.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface Warmth {
  /** How many of a version, or of an alias, are to be kept warm; undefined where it is left to the requests. */
  warmOf(place: Place, functionName: string, qualifier: string): Promise<number | undefined>;
  /**
   * Has as many kept warm, and throws `NotReady` until they are; `Refused` where they cannot be. Done twice, it is
   * done once.
   */
  warm(place: Place, functionName: string, version: string, count: number): Promise<void>;
}

export function lambdaWarmth(access: MemberAccess): Warmth {
  return {
    async warmOf(...asked) {
      return (await readConfig(access, ...asked))?.count;
    },
    warm: (...asked) => warm(access, ...asked),
  };
}

const PUT_PROVISIONED = {
  service: 'lambda',
  path: '/2019-09-30',
  operation: 'PutProvisionedConcurrencyConfig',
  method: 'PUT',
} as const;

const config = z.object({
  RequestedProvisionedConcurrentExecutions: z.number(),
  Status: z.string(),
  StatusReason: z.string().optional(),
});

async function readConfig(access: MemberAccess, place: Place, name: string, qualifier: string) {
  const answer = await configOf(access, place, name, qualifier);
  if (answer === undefined) return undefined;
  const read = answerOf(`reading what is kept warm of ${name}`, config, answer);
  const { RequestedProvisionedConcurrentExecutions: count, Status, StatusReason } = read;
  return { count, status: Status, reason: StatusReason };
}

async function warm(
  access: MemberAccess,
  place: Place,
  functionName: string,
  version: string,
  count: number,
): Promise<void> {
  const there = await readConfig(access, place, functionName, version);
  if (there?.count !== count) {
    const put = provisioned(PUT_PROVISIONED, functionName, version);
    const asked = { ProvisionedConcurrentExecutions: count };
    const sent = signedCall(access, place, put, asked, { to: 'deploy' });
    await translated(`keeping ${count} of ${functionName}:${version} warm`, sent);
  }
  if (there?.count === count && there.status === 'READY') return;
  const isFailed = there?.count === count && there.status === 'FAILED';
  const got = isFailed ? `FAILED: ${there.reason ?? 'no reason'}` : (there?.status ?? 'just asked');
  throw new Failure(
    isFailed ? 'Refused' : 'NotReady',
    `expected ${count} of version ${version} of ${functionName} to be warm before it gets traffic, got ${got}`,
  );
}
