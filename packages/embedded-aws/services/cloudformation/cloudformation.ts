// CloudFormation: stacks, the change sets that are prepared for them, and what is done to them over virtual time.

import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import { type Place, places } from '../places.ts';
import { changeSetOperations, makeObsolete } from './change-sets.ts';
import { changesBetween } from './changes.ts';
import { alarmFired, begin, continueBack, goBack } from './life.ts';
import { emptyStack, stackNamed } from './named.ts';
import { withNested } from './nested.ts';
import { stackOperations } from './operations.ts';
import { stackEnded } from './set-life.ts';
import { setOperations } from './set-operations.ts';
import { type StackSets, setsOf } from './sets.ts';
import type { Contents, Stack, StackFollower, StackScript, Triggers } from './stack.ts';
import { mayBeUpdated } from './stack.ts';
import type { StackSet } from './stack-set.ts';
import type { CloudFormationParts, Store } from './store.ts';

export interface StackDefinition {
  readonly name: string;
  readonly createdAt: Date;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly contents?: Contents;
  readonly roleArn?: string;
  readonly triggers?: Triggers;
}

export interface CloudFormation {
  readonly service: Service;
  /** A stack that was made before anything happens. */
  addStack(stack: StackDefinition, place: Place): Stack;
  find(name: string, place: Place): Stack;
  /** As if it had been brought there long ago. */
  lay(stack: Stack, contents: Contents): void;
  /** Begins an update as somebody who calls it; false while the stack cannot be updated. */
  update(stack: Stack, contents: Contents): boolean;
  /** Has an update go back, or continues a rollback that has failed, as somebody who calls it. */
  goBack(stack: Stack): void;
  /** Says how operations go; the last script that answers counts. Without one they succeed. */
  script(script: StackScript): void;
  follow(follower: StackFollower): void;
  alarmFired(name: string, place: Place): void;
  readonly sets: StackSets;
}

/** Of a stack of which nobody said what it holds. */
const EMPTY: Contents = {
  template: 'Resources: { None: { Type: AWS::CloudFormation::WaitConditionHandle } }',
  parameters: {},
  tags: {},
};

export function cloudFormation(parts: CloudFormationParts): CloudFormation {
  const store: Store = {
    ...parts,
    stacks: places(() => new Map<string, Stack>()),
    chance: parts.clock.chance.stream('cloudformation'),
    scripts: [],
    followers: [],
    sets: places(() => new Map<string, StackSet>()),
    setFollowers: [],
    waiting: new Map(),
  };
  store.followers.push((what, stack) => {
    if (what === 'ends') stackEnded(store, stack);
  });
  return {
    service: {
      id: 'cloudformation',
      model: modelFor('cloudformation'),
      operations: {
        ...stackOperations(store),
        ...changeSetOperations(store),
        ...setOperations(store),
      },
    },
    addStack({ contents = EMPTY, outputs = {}, ...rest }, place) {
      const made = emptyStack(store, rest.name, place);
      const has = { outputs, contents: withNested(store, contents) };
      const stack: Stack = { ...made, ...rest, ...has, status: 'CREATE_COMPLETE' };
      store.stacks.at(place).set(rest.name, stack);
      return stack;
    },
    find: (name, place) => stackNamed(store, name, place),
    lay(stack, contents) {
      stack.contents = withNested(store, contents);
    },
    update(stack, contents) {
      if (!mayBeUpdated(stack)) return false;
      const to = withNested(store, contents);
      const changes = changesBetween(stack.contents, to);
      makeObsolete(stack);
      begin(store, stack, { does: 'update', to, changes });
      return true;
    },
    goBack(stack) {
      if (stack.status === 'UPDATE_IN_PROGRESS') goBack(store, stack, 'User Initiated');
      if (stack.status === 'UPDATE_ROLLBACK_FAILED') continueBack(store, stack, undefined);
    },
    script: (script) => void store.scripts.push(script),
    follow: (follower) => void store.followers.push(follower),
    alarmFired: (name, place) => alarmFired(store, name, place),
    sets: setsOf(store),
  };
}
