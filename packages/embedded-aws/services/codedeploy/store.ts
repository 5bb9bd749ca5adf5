// What CodeDeploy holds, and whom it reaches: plain data, which the functions beside it work on.

import type { Chance } from '../../chance.ts';
import type { VirtualClock } from '../../clock.ts';
import type { Ecs } from '../ecs/ecs.ts';
import type { Emit } from '../events/event.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Place, Places } from '../places.ts';
import type { Objects } from '../s3/objects.ts';
import type { Deployment, DeploymentScript } from './deployments.ts';
import type { State } from './new-deployment.ts';

export interface CodeDeployParts {
  readonly clock: VirtualClock;
  readonly lambda: Lambda;
  readonly ecs: Ecs;
  readonly objects: Objects;
  readonly emit: Emit;
  /** Whether an alarm is in ALARM now. */
  readonly inAlarm: (alarmName: string, place: Place) => boolean;
}

export interface CodeDeployStore extends CodeDeployParts {
  readonly states: Places<State>;
  readonly chance: Chance;
  readonly scripts: DeploymentScript[];
  /** Told of what has all of the traffic, before what it replaces is gone. */
  readonly arrivals: ((deployment: Deployment) => void)[];
}
