// CloudFormation: begins an operation that brings a StackSet, and some of its instances, a template.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { instancesOf } from '../core/set-instances.ts';
import { UPDATE_STACK_INSTANCES, UPDATE_STACK_SET } from './set-operations.ts';
import { callerOf, readOperation } from './set-reads.ts';
import { parameterForms, type TemplateIn } from './stack-forms.ts';
import { type StackCall, stackCall } from './stack-operations.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

type Target = TargetOf<'stackSet'>;

interface Bringing {
  /** CloudFormation begins one id once. */
  readonly id: string;
  readonly template: TemplateIn;
  /** What is null keeps the value that the set has. */
  readonly parameters: Readonly<Record<string, string | null>>;
  /** All of them: what is not among them is taken away. */
  readonly tags: Readonly<Record<string, string>>;
  /** On a way back what fails in one instance keeps no other from its own. */
  readonly isBack: boolean;
}

/** Values of their own that some instances get. */
interface Overriding {
  readonly id: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** All that they override from then on; what is null keeps its value. */
  readonly parameters: Readonly<Record<string, string | null>>;
}

export interface StackSetStarts {
  /** Throws `TargetBusy`, `NotReady` or `Refused`. */
  update(target: Target, bringing: Bringing): Promise<void>;
  /** Throws the same. */
  override(target: Target, overriding: Overriding): Promise<void>;
}

export function stackSetStarts(access: MemberAccess): StackSetStarts {
  return {
    update: (target, bringing) => update(access, target, bringing),
    override: (target, overriding) => override(access, target, overriding),
  };
}

/**
 * Resolves also where that very operation was begun already. Throws `TargetBusy` where another is under way, `NotReady`
 * where one has come between, `Refused` where that cannot be.
 */
async function update(
  access: MemberAccess,
  target: Target,
  { id, template, parameters, tags, isBack }: Bringing,
): Promise<void> {
  const { name: StackSetName, capabilities, administrationRole } = target.stackSet;
  const what = `updating StackSet ${StackSetName}`;
  const input = {
    StackSetName,
    ...template,
    Parameters: parameterForms(parameters),
    Capabilities: capabilities,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    AdministrationRoleARN: administrationRole,
    ...placesOf(target, target.stackSet),
    OperationPreferences: preferencesOf(target, isBack),
    OperationId: id,
    ...callerOf(target),
  };
  await begin(access, target, id, { of: UPDATE_STACK_SET, input, what });
}

/** Only ever on a way back: what fails in one instance keeps no other from its own. */
async function override(
  access: MemberAccess,
  target: Target,
  { id, accounts, regions, parameters }: Overriding,
): Promise<void> {
  const { name: StackSetName } = target.stackSet;
  const all = parameterForms(parameters);
  const input = {
    StackSetName,
    // No list at all would leave them as they are.
    ParameterOverrides: all.length > 0 ? all : '',
    ...placesOf(target, { accounts, regions }),
    OperationPreferences: backPreferencesOf(accounts),
    OperationId: id,
    ...callerOf(target),
  };
  const what = `giving instances of StackSet ${StackSetName} parameters of their own`;
  await begin(access, target, id, { of: UPDATE_STACK_INSTANCES, input, what });
}

/**
 * One id is begun once. Whoever asks for it again is told that it exists, or that an operation is in progress, which is
 * that one: so what was said of another is asked about before it is believed.
 */
async function begin(
  access: MemberAccess,
  target: Target,
  id: string,
  asked: Pick<StackCall<unknown>, 'of' | 'input' | 'what'>,
): Promise<void> {
  const options = { to: 'deploy', attempts: 1 } as const;
  const sent = stackCall(access, target, { ...asked, needs: z.unknown(), options });
  await translated(
    asked.what,
    sent.catch(async (cause: unknown) => {
      const error = nameOf(cause);
      if (/^OperationIdAlreadyExists/.test(error)) return;
      const isBegun =
        /^(OperationInProgress|StaleRequest)/.test(error) &&
        (await readOperation(access, target, id)) !== undefined;
      if (!isBegun) throw told(target, cause);
    }),
  );
}

function told({ stackSet: { name, template } }: Target, cause: unknown): unknown {
  const error = nameOf(cause);
  const { message } = cause as Error;
  if (/^OperationInProgress/.test(error))
    return new Failure('TargetBusy', `expected StackSet ${name} to be at rest, got: ${message}`);
  if (/^StaleRequest/.test(error))
    return new Failure('NotReady', `expected nobody to change StackSet ${name}, got: ${message}`);
  if (!REFUSED.test(error)) return cause;
  const text = `expected CloudFormation to bring ${template} to StackSet ${name}, got ${error}: ${message}`;
  return new Failure('Refused', text, { cause });
}

const REFUSED =
  /^(ValidationError|InsufficientCapabilities|LimitExceeded|InvalidOperation|StackInstanceNotFound|StackSetNotFound)/;

/** Units alone would be all of their accounts. */
function placesOf(
  { stackSet: { units } }: Target,
  { accounts, regions }: Pick<Overriding, 'accounts' | 'regions'>,
) {
  if (units === undefined) return { Accounts: accounts, Regions: regions };
  const DeploymentTargets = {
    Accounts: accounts,
    OrganizationalUnitIds: units,
    AccountFilterType: 'INTERSECTION',
  };
  return { DeploymentTargets, Regions: regions };
}

function preferencesOf({ stackSet: it }: Target, isBack: boolean) {
  const { failureTolerance, maxConcurrent, accounts, regions } = it;
  if (isBack) return backPreferencesOf(accounts);
  return {
    RegionConcurrencyType: 'SEQUENTIAL',
    RegionOrder: regions,
    FailureToleranceCount: failureTolerance,
    MaxConcurrentCount: Math.min(maxConcurrent, instancesOf(it).length),
    // Strictly, no more at once than may fail, and one.
    ...(maxConcurrent > failureTolerance + 1 && { ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE' }),
  };
}

function backPreferencesOf({ length }: readonly string[]) {
  return {
    RegionConcurrencyType: 'PARALLEL',
    FailureToleranceCount: length,
    MaxConcurrentCount: length,
    ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
  };
}
