// The tasks of a service of ECS, of which CodeDeploy brings a second set. It is written under `ecs`, with a group.

import type { DeploymentGroup } from './codedeploy-group.ts';

export interface TasksFields extends DeploymentGroup {
  readonly cluster: string;
  readonly service: string;
  /** Which container gets the image, where the build does not say. */
  readonly container?: string | undefined;
}
