// UpdateStackSet: the set has the new template from then on, whatever becomes of the operation; the instances that are
// named get it, and all others are OUTDATED.

import type * as z from 'zod';
import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import { refuseIncapable } from './capabilities.ts';
import { parametersFor } from './parameters.ts';
import type { Placed, Update, UpdateInstances } from './set-inputs.ts';
import { beginOn } from './set-life.ts';
import { stackSetNamed } from './set-named.ts';
import type { Contents } from './stack.ts';
import { isUnderWay, type SetInstance, type SetOperation, type StackSet } from './stack-set.ts';
import type { Store } from './store.ts';
import { readTemplate } from './template.ts';
import { templateTextOf } from './template-text.ts';

type Asked = z.output<typeof Update>;

export function updateSet(store: Store, asked: Asked, place: Place): string {
  const { set, id, busy } = admitted(store, asked, place);
  const to = contentsOf(store, asked, set);
  const chosen = chosenOf(set, asked);
  const brings = asked.TemplateBody ?? asked.TemplateURL ?? asked.Parameters;
  set.contents = to;
  if (asked.AutoDeployment) set.deploysByItself = asked.AutoDeployment.Enabled;
  if (asked.ManagedExecution) set.queues = asked.ManagedExecution.Active;
  if (brings !== undefined)
    for (const each of set.instances) if (each.status === 'CURRENT') each.status = 'OUTDATED';
  beginOn(store, set, operationFor(store, { id, asked, to, chosen, isBusy: busy !== undefined }));
  return id;
}

/** A set does one thing at a time, or has what comes wait; an id is used once. */
function admitted(
  store: Store,
  asked: Pick<Asked, 'StackSetName' | 'OperationId'>,
  place: Place,
): { readonly set: StackSet; readonly id: string; readonly busy: SetOperation | undefined } {
  const set = stackSetNamed(store, asked.StackSetName, place);
  const id = asked.OperationId ?? store.chance.uuid();
  const busy = set.operations.find(isUnderWay);
  if (busy && (!set.queues || busy.id === id))
    throw new AwsError(
      'OperationInProgressException',
      `Another Operation on StackSet ${set.id} is in progress: ${busy.id}`,
      409,
    );
  if (set.operations.some((each) => each.id === id))
    throw new AwsError('OperationIdAlreadyExistsException', `Operation ${id} already exists`, 409);
  return { set, id, busy };
}

interface Asking {
  readonly id: string;
  readonly asked: Pick<Asked, 'OperationPreferences'>;
  readonly to: Contents;
  readonly chosen: readonly SetInstance[];
  readonly isBusy: boolean;
}

function operationFor({ clock }: Store, { id, asked, to, chosen, isBusy }: Asking): SetOperation {
  const { OperationPreferences: wanted } = asked;
  const isStrict = wanted.ConcurrencyMode === 'STRICT_FAILURE_TOLERANCE';
  return {
    ...{ id, action: 'UPDATE', status: isBusy ? 'QUEUED' : 'RUNNING', createdAt: clock.now() },
    to,
    preferences: {
      isParallel: wanted.RegionConcurrencyType === 'PARALLEL',
      regionOrder: wanted.RegionOrder,
      tolerance: wanted.FailureToleranceCount,
      atOnce: isStrict
        ? Math.min(wanted.MaxConcurrentCount, wanted.FailureToleranceCount + 1)
        : wanted.MaxConcurrentCount,
    },
    results: ordered(chosen, wanted.RegionOrder).map((instance) => ({
      instance,
      status: 'PENDING',
    })),
  };
}

/** UpdateStackInstances: they get what the set has, with values of their own. */
export function updateInstances(
  store: Store,
  asked: z.output<typeof UpdateInstances>,
  place: Place,
): string {
  const { set, id, busy } = admitted(store, asked, place);
  const chosen = chosenOf(set, asked);
  const { ParameterOverrides: given } = asked;
  const unknown = given?.find(({ ParameterKey: key }) => !(key in set.contents.parameters));
  if (unknown) throw invalid(`Parameters: [${unknown.ParameterKey}] do not exist in the StackSet`);
  const operation = operationFor(store, {
    ...{ id, asked, chosen, to: set.contents, isBusy: busy !== undefined },
  });
  beginOn(store, set, given ? { ...operation, overrides: overriding(given) } : operation);
  return id;
}

/** What is not in the list has the set’s value again. */
function overriding(given: NonNullable<z.output<typeof UpdateInstances>['ParameterOverrides']>) {
  return (before: SetInstance['overrides']) =>
    Object.fromEntries(
      given.flatMap(({ ParameterKey: key, ParameterValue: value = '', UsePreviousValue }) => {
        const its = UsePreviousValue ? before[key] : value;
        return its === undefined ? [] : [[key, its] as const];
      }),
    );
}

function contentsOf(store: Store, asked: Asked, set: StackSet) {
  const { contents } = set;
  const text = asked.UsePreviousTemplate ? contents.template : templateTextOf(store, asked);
  const template = readTemplate(text);
  refuseIncapable(template, asked.Capabilities);
  const parameters = parametersFor(asked.Parameters ?? [], template, contents.parameters);
  const tags = asked.Tags
    ? Object.fromEntries(asked.Tags.map(({ Key, Value }) => [Key, Value]))
    : contents.tags;
  return { template: text, parameters, tags };
}

/** Those that are named, or all of them. */
function chosenOf(set: StackSet, { Accounts, Regions, DeploymentTargets }: Placed): SetInstance[] {
  const isManaged = set.permissionModel === 'SERVICE_MANAGED';
  if (isManaged && Accounts !== undefined)
    throw invalid('Accounts are not supported for StackSets with SERVICE_MANAGED permission model');
  if (!isManaged && DeploymentTargets?.OrganizationalUnitIds.length)
    throw invalid('OrganizationalUnitIds are not supported with SELF_MANAGED permission model');
  const accounts = Accounts ?? DeploymentTargets?.Accounts;
  if (accounts === undefined && DeploymentTargets === undefined && Regions === undefined)
    return [...set.instances];
  if (Regions === undefined || Regions.length === 0)
    throw invalid('Regions must be specified with accounts or deployment targets');
  if (isManaged && DeploymentTargets?.AccountFilterType === 'NONE' && accounts !== undefined)
    throw invalid('An AccountFilterType is needed where units and accounts are given');
  const isOf = (it: SetInstance) =>
    Regions.includes(it.region) && isIn(it, accounts, DeploymentTargets);
  const chosen = set.instances.filter(isOf);
  const isTakenOut = DeploymentTargets?.AccountFilterType === 'DIFFERENCE';
  for (const account of isTakenOut ? [] : (accounts ?? []))
    for (const region of Regions)
      if (!chosen.some((it) => it.account === account && it.region === region))
        throw new AwsError(
          'StackInstanceNotFoundException',
          `Stack instance with account ${account}, region ${region} not found in StackSet ${set.id}`,
          404,
        );
  return chosen;
}

/** Units and accounts together are what the filter's type makes of them. */
function isIn(
  { account, unit: its }: SetInstance,
  accounts: readonly string[] | undefined,
  targets: Placed['DeploymentTargets'],
): boolean {
  const { OrganizationalUnitIds: units = [], AccountFilterType: type } = targets ?? {};
  const isNamed = accounts?.includes(account) ?? false;
  const isOfUnit = units.some((unit) => unit === its || unit.startsWith('r-'));
  if (units.length === 0) return accounts === undefined || isNamed;
  if (accounts === undefined) return isOfUnit;
  if (type === 'UNION') return isOfUnit || isNamed;
  return isOfUnit && isNamed === (type === 'INTERSECTION');
}

function ordered(instances: readonly SetInstance[], order: readonly string[]): SetInstance[] {
  const placeOf = ({ region }: SetInstance) =>
    order.includes(region) ? order.indexOf(region) : order.length;
  return instances.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
