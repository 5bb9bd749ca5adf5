// StackSets as those who play somebody else make and change them.

import type { Place } from '../places.ts';
import { emptyStack } from './named.ts';
import { withNested } from './nested.ts';
import { beginOn, stopOn } from './set-life.ts';
import { stackSetNamed } from './set-named.ts';
import { updateInstances, updateSet } from './set-update.ts';
import type { Contents } from './stack.ts';
import { isUnderWay, type SetFollower, type SetInstance, type StackSet } from './stack-set.ts';
import type { Store } from './store.ts';

interface SetDefinition {
  readonly name: string;
  readonly contents: Contents;
  readonly places: readonly (Place & { readonly unit?: string | undefined })[];
  readonly isOfOrganisation?: boolean;
  readonly queues?: boolean;
  readonly createdAt: Date;
}

export interface StackSets {
  /** A set that was made, with its instances, before anything happens. */
  add(set: SetDefinition, place: Place): StackSet;
  find(name: string, place: Place): StackSet;
  /** As if these instances had been brought there long ago. */
  lay(set: StackSet, instances: readonly SetInstance[], contents: Contents): void;
  /** Begins an operation as somebody who calls it; false while another is under way. */
  update(set: StackSet, instances: readonly SetInstance[], contents: Contents): boolean;
  /** Gives instances values of their own, as somebody who calls it; false while another operation is under way. */
  override(
    set: StackSet,
    instances: readonly SetInstance[],
    overrides: SetInstance['overrides'],
  ): boolean;
  /** Makes an instance of what the set has, as somebody who calls it, or as an account joins a unit. */
  create(set: StackSet, place: Place): boolean;
  /** Stops what is under way, as somebody who calls it. */
  stop(set: StackSet): void;
  follow(follower: SetFollower): void;
}

export function setsOf(store: Store): StackSets {
  return {
    add: (
      { name, contents, places, isOfOrganisation = false, queues = false, createdAt },
      place,
    ) => {
      const made: StackSet = {
        ...{ account: place.account, region: place.region, name },
        id: `${name}:${store.chance.uuid()}`,
        permissionModel: isOfOrganisation ? 'SERVICE_MANAGED' : 'SELF_MANAGED',
        ...{ contents, deploysByItself: false, queues, suspended: new Set() },
        ...{ instances: [], operations: [] },
      };
      for (const each of places) {
        const instance = addInstance(store, made, each, createdAt);
        if (instance.stack) {
          instance.stack.contents = withNested(store, contents);
          instance.stack.status = 'CREATE_COMPLETE';
        }
      }
      store.sets.at(place).set(name, made);
      return made;
    },
    find: (name, place) => stackSetNamed(store, name, place),
    lay(set, instances, contents) {
      set.contents = contents;
      for (const { stack } of instances) if (stack) stack.contents = withNested(store, contents);
    },
    update: (set, instances, contents) => updateBy(store, set, instances, contents),
    override: (set, instances, overrides) => overrideBy(store, set, instances, overrides),
    create(set, place) {
      if (set.operations.some(isUnderWay)) return false;
      const instance = addInstance(store, set, place, store.clock.now());
      instance.status = 'OUTDATED';
      if (instance.stack) instance.stack.status = 'CREATE_COMPLETE';
      beginOn(store, set, {
        ...{ id: store.chance.uuid(), action: 'CREATE', status: 'RUNNING' },
        createdAt: store.clock.now(),
        to: set.contents,
        preferences: { isParallel: false, regionOrder: [], tolerance: 0, atOnce: 1 },
        results: [{ instance, status: 'PENDING' }],
      });
      return true;
    },
    stop(set) {
      const operation = set.operations.find(isUnderWay);
      if (operation) stopOn(store, set, operation);
    },
    follow: (follower) => void store.setFollowers.push(follower),
  };
}

function addInstance(
  store: Store,
  set: StackSet,
  { account, region, unit }: Place & { readonly unit?: string | undefined },
  createdAt: Date,
): SetInstance {
  const name = `StackSet-${set.name}-${store.chance.uuid()}`;
  const made = { ...emptyStack(store, name, { account, region }), createdAt };
  store.stacks.at({ account, region }).set(name, made);
  const instance: SetInstance = {
    ...{ account, region, unit, stack: made, status: 'CURRENT', detail: 'SUCCEEDED' },
    overrides: {},
  };
  set.instances.push(instance);
  return instance;
}

function updateBy(
  store: Store,
  set: StackSet,
  instances: readonly SetInstance[],
  { template, parameters, tags }: Contents,
): boolean {
  if (set.operations.some(isUnderWay)) return false;
  updateSet(
    store,
    {
      StackSetName: set.name,
      CallAs: 'SELF',
      TemplateBody: template,
      UsePreviousTemplate: false,
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ...{ ParameterKey, ParameterValue, UsePreviousValue: false },
      })),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      OperationPreferences: PREFERENCES,
      ...placesFor(set, instances),
    },
    set,
  );
  return true;
}

function overrideBy(
  store: Store,
  set: StackSet,
  instances: readonly SetInstance[],
  overrides: SetInstance['overrides'],
): boolean {
  if (set.operations.some(isUnderWay)) return false;
  const ParameterOverrides = Object.entries(overrides).map(([ParameterKey, ParameterValue]) => ({
    ...{ ParameterKey, ParameterValue, UsePreviousValue: false },
  }));
  const of = { StackSetName: set.name, CallAs: 'SELF', OperationPreferences: PREFERENCES } as const;
  updateInstances(store, { ...of, ParameterOverrides, ...placesFor(set, instances) }, set);
  return true;
}

const PREFERENCES = {
  RegionConcurrencyType: 'PARALLEL' as const,
  RegionOrder: [],
  FailureToleranceCount: 0,
  MaxConcurrentCount: 1,
  ConcurrencyMode: 'STRICT_FAILURE_TOLERANCE' as const,
};

function placesFor({ permissionModel }: StackSet, instances: readonly SetInstance[]) {
  const Accounts = [...new Set(instances.map(({ account }) => account))];
  const Regions = [...new Set(instances.map(({ region }) => region))];
  if (permissionModel !== 'SERVICE_MANAGED') return { Accounts, Regions };
  const OrganizationalUnitIds = [...new Set(instances.flatMap(({ unit }) => unit ?? []))];
  const AccountFilterType = 'INTERSECTION' as const;
  return { DeploymentTargets: { Accounts, OrganizationalUnitIds, AccountFilterType }, Regions };
}
