// Lambda: ends the provisioned concurrency of a version that serves no more.

import type { Place } from './clients.ts';
import { configOf, provisioned } from './lambda-provisioned.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface Cooling {
  /** Keeps none warm of a version that no alias points to; resolves also where none was. */
  cool(place: Place, functionName: string, version: string): Promise<void>;
}

export function lambdaCooling(access: MemberAccess): Cooling {
  return {
    cool: (...asked) => translated('keeping no version warm', cool(access, ...asked)),
  };
}

async function cool(
  access: MemberAccess,
  place: Place,
  name: string,
  version: string,
): Promise<void> {
  if ((await configOf(access, place, name, version)) === undefined) return;
  // Another alias may need it warm.
  const path = `${LIST_ALIASES.path}/functions/${name}/aliases`;
  const of = { ...LIST_ALIASES, path, query: { FunctionVersion: version } };
  const { Aliases } = (await signedCall(access, place, of, {})) as { readonly Aliases: unknown[] };
  if (Aliases.length > 0) return;
  await signedCall(
    access,
    place,
    provisioned(DELETE_PROVISIONED, name, version),
    {},
    { to: 'stop' },
  );
}

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
