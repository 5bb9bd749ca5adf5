// A hand that does what it must not, in a world that has been played: its calls as AWS would have got them.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import type { Place } from '../../../core/noun.ts';
import type { RunRecord } from '../../../simulation/seeded/record/run-record.ts';
import type { StepCheck } from '../../../simulation/seeded/steps/step-check.ts';
import { watchSteps } from '../../../simulation/seeded/steps/watch-steps.ts';
import { attributeOf } from '../../../simulation/world/left-item.ts';
import type { Scenario } from '../../../simulation/world/scenario.ts';
import type { World } from '../../../simulation/world/world.ts';

const place = { account: '222233334444', region: 'eu-west-1' };

function made(service: string, operation: string, input: object): FaultedCall {
  return {
    ...{ service, operation, input, functionName: 'Rogue', invocation: 'i-1' },
    call: { ...place, functionName: 'Rogue' } as unknown as FaultedCall['call'],
  };
}

export interface Rogue {
  writes(key: Place, item: object, entries?: readonly object[]): void;
  /** Asks for a deployment of the group, and gets it. */
  starts(mark: string, group: string): void;
  counts(metric: string, word: string): void;
}

export interface Played {
  readonly world: World;
  readonly scenario: Scenario;
  readonly steps: RunRecord['steps'];
}

/** What the check finds wrong with what a rogue does in the world. */
export async function foundBy(
  check: StepCheck,
  played: Played,
  acts: (rogue: Rogue) => void | Promise<void>,
): Promise<string[]> {
  const watch = watchSteps(played, [check]);
  await watch.begin();
  await acts({
    writes({ pk, sk }, item, entries = []) {
      const Item = { pk: { S: pk }, sk: { S: sk } };
      const more = { item: attributeOf(item), entries: attributeOf(entries) };
      watch.onEffect(made('dynamodb', 'PutItem', { Item: { ...Item, ...more } }));
    },
    starts(description, deploymentGroupName) {
      const input = { applicationName: 'shop', deploymentGroupName, description };
      const call = made('codedeploy', 'CreateDeployment', input);
      watch.onCall(call);
      watch.onEffect(call);
    },
    counts: watch.onCount,
  });
  return watch.found.map(({ what }) => what);
}
