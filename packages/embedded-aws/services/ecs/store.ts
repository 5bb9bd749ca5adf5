// What ECS's parts share.

import type { Chance } from '../../chance.ts';
import type { VirtualClock } from '../../clock.ts';
import type { Emit } from '../events/event.ts';
import type { Place, Places } from '../places.ts';
import type { Follower, RunScript, Service, TaskDefinition } from './service.ts';

export interface EcsParts {
  readonly clock: VirtualClock;
  readonly emit: Emit;
  readonly inAlarm: (name: string, place: Place) => boolean;
}

export interface PlaceState {
  /** By `cluster/service`. */
  readonly services: Map<string, Service>;
  /** By family, in the order of their revisions. */
  readonly families: Map<string, TaskDefinition[]>;
}

export interface EcsStore extends EcsParts {
  readonly states: Places<PlaceState>;
  readonly chance: ReturnType<Chance['stream']>;
  readonly scripts: RunScript[];
  readonly followers: Follower[];
}
