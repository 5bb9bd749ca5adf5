// From a running account, which is only read, to what is deployable in each stage.

import { discoverAccount, servicesIn } from '../authoring/init/inventory.ts';
import type { Choices } from '../authoring/init/stack.ts';
import { asName } from '../authoring/init/stage-names.ts';
import { stagedDiscoveries } from '../authoring/init/staged.ts';
import { callerAccount } from '../aws/caller.ts';
import { realClock } from '../aws/clock.ts';
import { readInventory } from '../aws/inventory.ts';
import { memberAccess, NO_ROLES } from '../aws/sts.ts';
import type { AccountInventory } from '../core/account-inventory.ts';
import { Failure } from '../core/failure.ts';
import { nearest } from '../core/nearest.ts';
import type { Described } from './init-describe.ts';

export interface Account {
  readonly name?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
}

/** Throws `Refused` where the account holds several services and none is named. */
export async function describeAccount(
  { name, 'endpoint-url': endpoint }: Account,
  choices: Choices,
): Promise<Described> {
  const region =
    choices.regions('prod')[0] ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (!region)
    throw new Failure(
      'Refused',
      'expected the region to look into, got none: give --region or set AWS_REGION',
    );
  const wire = endpoint === undefined ? {} : { endpoint };
  const account = await callerAccount(region, realClock, wire);
  const access = memberAccess({ home: { account, region }, ...wire }, realClock, NO_ROLES);
  const inventory = await readInventory(access, { account, region });
  const service = serviceIn(inventory, name);
  const staged = stagedDiscoveries(discoverAccount(inventory, service), choices);
  const source = `account ${account}, ${region}`;
  return { staged, name: asName(service) || 'service', source, notes: [] };
}

const MOST_NAMED = 20;

function serviceIn(inventory: AccountInventory, name: string | undefined): string {
  const services = servicesIn(inventory);
  const found = services.find((each) => name !== undefined && asName(each) === name);
  if (found) return found;
  const [only, ...others] = services;
  if (name === undefined && only !== undefined && others.length === 0) return only;
  const { account, region } = inventory;
  const place = `in ${account} ${region}`;
  if (only === undefined)
    throw new Failure(
      'Refused',
      `expected a CodeDeploy application or a Lambda function ${place}, got none; give another --region, or sign in to the account of the service`,
    );
  const meant = name && nearest(name, services.map(asName));
  const listed = services.slice(0, MOST_NAMED).map(asName).join(', ');
  const more = services.length > MOST_NAMED ? ` and ${services.length - MOST_NAMED} more` : '';
  throw new Failure(
    'Refused',
    `expected --name to be one service ${place}, got ${name ?? 'none'}${meant ? `; did you mean ${meant}?` : ''}; there are ${listed}${more}`,
  );
}
