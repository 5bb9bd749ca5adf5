// The way to where a pipeline's targets are, for verbs that only read there.

import { callerAccount } from '../aws/caller.ts';
import type { Place } from '../aws/clients.ts';
import { realClock } from '../aws/clock.ts';
import { type MemberAccess, type MemberRoles, memberAccess } from '../aws/sts.ts';

export interface WhereTargetsAre {
  readonly region?: string | undefined;
  /** The role to take in other accounts than that of the credentials; without one they are not entered. */
  readonly role?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
}

export interface Members {
  readonly access: MemberAccess;
  /** The account of the credentials. */
  readonly account: string;
  /** That account, and the region that was asked. */
  readonly home: Place;
  /** Whether an account can be entered. */
  isNear(account: string): boolean;
}

export async function membersFrom(
  { region, role, 'endpoint-url': endpoint }: WhereTargetsAre,
  usualRegion: string,
): Promise<Members> {
  const wire = endpoint === undefined ? {} : { endpoint };
  const home = region ?? process.env.AWS_REGION ?? usualRegion;
  const account = await callerAccount(home, realClock, wire);
  const settings = { home: { account, region: home }, ...wire };
  return {
    access: memberAccess(settings, realClock, rolesNamed(role)),
    account,
    home: settings.home,
    isNear: (its) => its === account || role !== undefined,
  };
}

/** One role that a person may take; it may ask for what Tidegate's own roles ask for. */
export function rolesNamed(role = ''): MemberRoles {
  return {
    reads: role,
    stops: role,
    deploys: role,
    tests: role,
    mutes: role,
    externalId: process.env.TIDEGATE_EXTERNAL_ID,
  };
}

/** What is said of each account that was not entered. */
export function farRemarks(
  { account, isNear }: Pick<Members, 'account' | 'isNear'>,
  accounts: Iterable<string>,
  what: string,
): string[] {
  const far = new Set([...accounts].filter((its) => !isNear(its)));
  return [...far].map(
    (its) =>
      `the ${what} in account ${its} were not looked at: these credentials are of ${account}; give --role NAME, ` +
      'a role there that they may take, or run it again with credentials of that account',
  );
}
