// What aliases of functions that Tidegate itself shifts go through, told as CodeDeploy's events tell it of
// its deployments.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Alias } from '@tidegate/embedded-aws/services/lambda/functions';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { isStepping } from '../../core/stepping.ts';
import type { Revisions } from './revisions.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly targets: readonly TargetDefinition[];
  readonly revisions: Pick<Revisions, 'nameOf'>;
}

interface Told {
  begins(target: TargetDefinition, revision: string | undefined, version: string): void;
  /** All of the traffic is where it was. */
  stops(target: TargetDefinition): void;
  /** All of the traffic has it. */
  ends(target: TargetDefinition, revision: string | undefined): void;
}

export function followAliases({ aws, targets, revisions }: Parts, told: Told): void {
  const byFunction = Map.groupBy(targets.filter(isStepping), ({ lambda }) => lambda?.function);
  aws.lambda.follow((found, before, after) => {
    const target = byFunction
      .get(found.name)
      ?.find(
        (it) =>
          it.lambda?.alias === after.name &&
          it.account === found.place.account &&
          it.region === found.place.region,
      );
    if (target === undefined) return;
    const revisionOf = (version: string) => {
      const code = found.versions.find(({ number }) => number === version)?.code;
      return code && revisions.nameOf(Buffer.from(code.sha256, 'base64').toString('hex'));
    };
    const coming = shiftedIn(after);
    if (coming !== undefined && shiftedIn(before) !== coming)
      told.begins(target, revisionOf(coming), coming);
    if (coming !== undefined) return;
    if (after.version === before.version) return told.stops(target);
    if (shiftedIn(before) !== after.version)
      told.begins(target, revisionOf(after.version), after.version);
    told.ends(target, revisionOf(after.version));
  });
}

/** The version that gets a share beside the one that it points to. */
function shiftedIn({ weights }: Alias): string | undefined {
  return Object.keys(weights)[0];
}
