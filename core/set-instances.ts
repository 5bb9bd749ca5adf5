// The instances of a StackSet: one stack in each account and region.

export interface InstancePlace {
  readonly account: string;
  readonly region: string;
}

/** Those of a slice, account by account. */
export function instancesOf({
  accounts,
  regions,
}: {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}): InstancePlace[] {
  return accounts.flatMap((account) => regions.map((region) => ({ account, region })));
}

/** `222233334444/eu-west-1` */
export function instanceText({ account, region }: InstancePlace): string {
  return `${account}/${region}`;
}

const MOST_TOLD = 5;

/** `222233334444/eu-west-1, 222233334444/us-east-1 and 3 more` */
export function instancesText(all: readonly InstancePlace[]): string {
  const left = all.length > MOST_TOLD ? ` and ${all.length - MOST_TOLD} more` : '';
  return `${all.slice(0, MOST_TOLD).map(instanceText).join(', ')}${left}`;
}
