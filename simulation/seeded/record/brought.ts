// What each deployment of CodeDeploy brought, asked as it began: its version, or artifact, may be deleted before
// the run is over.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import type { World } from '../../world/world.ts';

export interface TakingBrought {
  /** Told of each call that took effect, at once. */
  onEffect(world: World, made: FaultedCall): void;
  /** The revision, by the scenario's name; undefined of a deployment that no call began, and of unknown bytes. */
  of(deployment: string): string | undefined;
}

export function takeBrought(): TakingBrought {
  const revisions = new Map<string, string>();
  return {
    of: (deployment) => revisions.get(deployment),
    onEffect({ aws, truth }, { operation, call }) {
      if (operation !== 'CreateDeployment') return;
      const made = aws.codeDeploy.deployments(call).at(-1);
      const revision = made && truth.revisionOf(made);
      if (made && revision !== undefined) revisions.set(made.id, revision);
    },
  };
}
