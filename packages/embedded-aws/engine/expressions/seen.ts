// What an expression can see.

import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';
import type { World } from './world.ts';

export interface Surroundings {
  /** The value of `$states`, made where it is asked for as a whole. */
  readonly states: () => object;
  /** Two of its parts. */
  readonly input: Json;
  readonly result: Json | undefined;
  readonly scope: Scope;
  readonly world: World;
}
