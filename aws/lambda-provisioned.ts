// Lambda's operations on provisioned concurrency. As JSON that is signed and sent: the client's forms of it would weigh
// more, in each function that ends a release, than all that is asked.

import type { Place } from './clients.ts';
import { type RestService, signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

const GET_PROVISIONED = {
  service: 'lambda',
  path: '/2019-09-30',
  operation: 'GetProvisionedConcurrencyConfig',
  method: 'GET',
} as const;

export function provisioned(of: RestService, functionName: string, Qualifier: string): RestService {
  const path = `${of.path}/functions/${functionName}/provisioned-concurrency`;
  return { ...of, path, query: { Qualifier } };
}

/** Undefined where there is none. */
export function configOf(
  access: MemberAccess,
  place: Place,
  functionName: string,
  qualifier: string,
): Promise<unknown> {
  const of = provisioned(GET_PROVISIONED, functionName, qualifier);
  const sent = signedCall(access, place, of, {}).catch((cause: unknown) => {
    if (NONE.includes(nameOf(cause))) return undefined;
    throw cause;
  });
  return translated(`reading what is kept warm of ${functionName}:${qualifier}`, sent);
}

/** Who may not look is not one who keeps anything warm: a role of before this was asked has no right to it. */
const NONE = [
  'ProvisionedConcurrencyConfigNotFoundException',
  'ResourceNotFoundException',
  'AccessDeniedException',
];
