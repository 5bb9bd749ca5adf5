// Versions of functions that take their time to come up, or fail, as a scenario says it.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Revisions } from './revisions.ts';
import type { Scenario } from './scenario.ts';
import { shaOf } from './truth.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly scenario: Scenario;
  readonly targets: readonly TargetDefinition[];
  readonly revisions: Revisions;
}

export function scriptVersions({ aws, scenario, targets, revisions }: Parts): void {
  aws.lambda.script(({ name, place }, { sha256 }) => {
    const isThere = ({ lambda, account, region }: TargetDefinition) =>
      lambda?.function === name && account === place.account && region === place.region;
    const found = scenario.misbehaviours.find(
      (each) =>
        each.how === 'version' &&
        targets.some((target) => target.name === each.target && isThere(target)) &&
        shaOf(revisions.contentOf(each.revision)) === sha256,
    );
    if (found?.how !== 'version') return undefined;
    const { takes, fails } = found;
    return {
      seconds: secondsIn(takes),
      ...(fails !== undefined && { fails: { code: 'FunctionError', reason: fails } }),
    };
  });
}
