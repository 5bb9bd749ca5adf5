// An alias that Tidegate itself shifts needs to be there, and nothing else.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { aliasIds, aliasResources, declaredAlias } from '../live-alias.ts';
import type { Naming, Need } from '../need.ts';

export function alias({ lambda }: TargetOf<'alias'>, naming: Naming): Need {
  return {
    function: lambda.function,
    resources: aliasResources(lambda, naming),
    cdk: declaredAlias(aliasIds(lambda), lambda.alias, naming),
    remarks: [],
  };
}
