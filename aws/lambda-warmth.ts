// Lambda's provisioned concurrency: how many instances of a version are kept warm. As JSON that is signed and sent: the
// client's forms of it would weigh more, in each function that ends a release, than all that is asked.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { type RestService, signedCall } from './signed-call.ts';
import type { ClientOptions, MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Warmth {
  /** How many of a version, or of an alias, are to be kept warm; undefined where it is left to the requests. */
  warmOf(place: Place, functionName: string, qualifier: string): Promise<number | undefined>;
  /**
   * Has as many kept warm, and throws `NotReady` until they are; `Refused` where they cannot be. Done twice, it is
   * done once.
   */
  warm(place: Place, functionName: string, version: string, count: number): Promise<void>;
  /** Keeps none warm of a version that no alias points to; resolves also where none was. */
  cool(place: Place, functionName: string, version: string): Promise<void>;
}

export function lambdaWarmth(access: MemberAccess): Warmth {
  return {
    async warmOf(...asked) {
      return (await configOf(access, ...asked))?.count;
    },
    warm: (...asked) => warm(access, ...asked),
    cool: (...asked) => cool(access, ...asked),
  };
}

const GET_PROVISIONED = {
  service: 'lambda',
  path: '/2019-09-30',
  operation: 'GetProvisionedConcurrencyConfig',
  method: 'GET',
} as const;
const PUT_PROVISIONED = {
  service: 'lambda',
  path: '/2019-09-30',
  operation: 'PutProvisionedConcurrencyConfig',
  method: 'PUT',
} as const;
const DELETE_PROVISIONED = {
  service: 'lambda',
  path: '/2019-09-30',
  operation: 'DeleteProvisionedConcurrencyConfig',
  method: 'DELETE',
} as const;
const LIST_ALIASES = {
  service: 'lambda',
  path: '/2015-03-31',
  operation: 'ListAliases',
  method: 'GET',
} as const;

function provisioned(of: RestService, functionName: string, Qualifier: string): RestService {
  const path = `${of.path}/functions/${encodeURIComponent(functionName)}/provisioned-concurrency`;
  return { ...of, path, query: { Qualifier } };
}

const config = z.object({
  RequestedProvisionedConcurrentExecutions: z.number(),
  Status: z.string(),
  StatusReason: z.string().optional(),
});

async function configOf(
  access: MemberAccess,
  place: Place,
  functionName: string,
  qualifier: string,
) {
  const what = `reading the provisioned concurrency of ${functionName}:${qualifier}`;
  const sent = signedCall(
    access,
    place,
    provisioned(GET_PROVISIONED, functionName, qualifier),
    {},
  ).catch((cause: unknown) => {
    if (NONE.includes(nameOf(cause))) return undefined;
    throw cause;
  });
  const answer = await translated(what, sent);
  if (answer === undefined) return undefined;
  const read = answerOf(what, config, answer);
  const { RequestedProvisionedConcurrentExecutions: count, Status, StatusReason } = read;
  return { count, status: Status, reason: StatusReason };
}

/** Who may not look is not one who keeps anything warm: a role of before this was asked has no right to it. */
const NONE = [
  'ProvisionedConcurrencyConfigNotFoundException',
  'ResourceNotFoundException',
  'AccessDeniedException',
];

async function warm(
  access: MemberAccess,
  place: Place,
  functionName: string,
  version: string,
  count: number,
): Promise<void> {
  const there = await configOf(access, place, functionName, version);
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

const AS_STOPPING: ClientOptions = { to: 'stop' };

async function cool(
  access: MemberAccess,
  place: Place,
  functionName: string,
  version: string,
): Promise<void> {
  if ((await configOf(access, place, functionName, version)) === undefined) return;
  if (await isPointedTo(access, place, functionName, version)) return;
  const of = provisioned(DELETE_PROVISIONED, functionName, version);
  const sent = signedCall(access, place, of, {}, AS_STOPPING);
  await translated(`keeping none of ${functionName}:${version} warm`, sent);
}

/** Another alias may need it warm. */
async function isPointedTo(
  access: MemberAccess,
  place: Place,
  functionName: string,
  version: string,
): Promise<boolean> {
  const path = `${LIST_ALIASES.path}/functions/${encodeURIComponent(functionName)}/aliases`;
  const of = { ...LIST_ALIASES, path, query: { FunctionVersion: version } };
  const sent = signedCall(access, place, of, {});
  const answer = await translated(`listing the aliases of ${functionName}:${version}`, sent);
  const { Aliases = [] } = answer as { readonly Aliases?: readonly unknown[] };
  return Aliases.length > 0;
}
