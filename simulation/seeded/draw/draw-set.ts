// Random slices of StackSets: of sets that the organisation manages or not, with other accounts beside the target’s.

import type { TargetInput } from '../../../core/pipeline/schema.ts';
import type { Draws } from './draws.ts';

export function drawSet(
  draws: Draws,
  name: string,
  { account, region }: { readonly account: string; readonly region: string },
): Pick<TargetInput, 'stackSet'> | undefined {
  if (!draws.chance(0.06)) return undefined;
  const others = draws.pick([[], ['999900002222'], ['999900002222', '999900003333']]);
  const tolerance = draws.pick([0, 0, 1]);
  const units = draws.pick([['ou-ab12-11111111'], ['r-ab12']]);
  const reads = draws.pick(['stacks', 'summaries'] as const);
  const isOfOrganisation = draws.chance(0.3);
  return {
    stackSet: {
      name: `guard-${name}`,
      accounts: [account, ...others],
      regions: [region],
      ...(draws.chance(0.3) && { template: 'cdk.out/Guard.template.json' }),
      ...(draws.chance(0.3) && { configuration: 'prod.json' }),
      ...(draws.chance(0.5) && { capabilities: [draws.pick(CAPABILITIES)] }),
      ...(isOfOrganisation && { units, ...(draws.chance(0.5) && { delegated: true }) }),
      ...(!isOfOrganisation &&
        draws.chance(0.2) && { administrationRole: `arn:aws:iam::${account}:role/sets` }),
      ...(tolerance > 0 && { failureTolerance: tolerance }),
      ...(draws.chance(0.4) && { maxConcurrent: draws.between(1, 3) }),
      ...(draws.chance(0.5) && { reads }),
    },
  };
}

const CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] as const;
