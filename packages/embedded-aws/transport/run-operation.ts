// One call of an operation: faults and permissions have their say, then the service does.

import type { Chance } from '../chance.ts';
import { AwsError, type Call, type Service, type Tags } from '../service.ts';
import { besides } from './besides.ts';
import type { Credentials, Principal } from './credentials.ts';
import { denial } from './denial.ts';
import { type CallFault, type Faults, throttleOf } from './faults.ts';
import type { Invocation } from './invocation.ts';
import type { MetricMeter } from './metric-reads.ts';
import { actionOf, resourcesOf } from './permissions.ts';
import { isUnparked } from './unparked.ts';

/**
 * Whether the role of the function allows an IAM action (`codedeploy:CreateDeployment`) on a resource's ARN. The
 * resource is `*` for an action that has none (DescribeAlarms), and undefined where the request does not name it (a
 * deployment's id, a task token) and no service knows it: the action on any resource will then do. Tags are those of
 * the resource.
 */
export type Allows = (
  functionName: string,
  action: string,
  resource: string | undefined,
  tags?: () => Tags,
) => boolean;

export interface GatewayOptions {
  readonly chance: Chance;
  readonly services: readonly Service[];
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly allows: Allows;
  /** The same of a role that somebody has assumed, by its ARN. */
  readonly roleAllows: Allows;
}

export interface Door extends Omit<GatewayOptions, 'chance'> {
  /** Of the ids of requests; those who only look on have theirs from another stream. */
  readonly requestIds: Chance;
  readonly lookIds: Chance;
  /** How many calls each service got. */
  readonly apiCalls: Record<string, number>;
  readonly meter: MetricMeter;
}

export interface Request {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly principal: Principal;
  readonly region: string;
  readonly invocation?: Invocation | undefined;
  /** See `Call`. */
  readonly origin?: string | undefined;
}

/** A call that has taken effect. Its answer may still wait for other parked work. */
export interface Begun<T> {
  readonly answer: Promise<T>;
  /** Whether the answer waits for other parked work. */
  readonly waits: boolean;
}

/** Runs and counts it. */
export async function run(
  door: Door,
  request: Request,
  requestId: string,
): Promise<Begun<unknown>> {
  const { service, operation, input, invocation } = request;
  const { apiCalls, faults, meter } = door;
  const call = callOf(request, requestId);
  // Of services that there are: others could have any number of names.
  if (door.services.some(({ id }) => id === service))
    apiCalls[service] = (apiCalls[service] ?? 0) + 1;
  if (invocation) invocation.calls += 1;
  const { functionName } = call;
  const made = { service, operation, functionName, invocation: invocation?.requestId, input, call };
  const fault = faults.beforeCall?.(made);

  if (fault) refuseIfFaulty(fault, request, call);
  if (fault && 'dies' in fault && fault.dies === 'before') return died(request);
  authorize(door, request, call);
  const seen = fault && 'asOf' in fault ? { ...call, asOf: fault.asOf } : call;
  const output = await operationOf(door, request)(seen);
  faults.afterEffect?.(made);
  meter.note(service, operation, input);
  if (fault && 'dies' in fault) return died(request);
  if (fault && 'errorAfterEffect' in fault)
    throw new AwsError('InternalFailure', 'We encountered an internal error.', 500);
  return isUnparked(output)
    ? { waits: true, answer: output.output }
    : { waits: false, answer: Promise.resolve(output) };
}

/** How many seconds the caller hesitates before it makes the request. */
export function hesitationOf({ faults }: Door, request: Request): number {
  const { service, operation, input } = request;
  const call = callOf(request, 'none yet');
  const { functionName } = call;
  return faults.slowSeconds?.({ service, operation, functionName, input, call }) ?? 0;
}

/** Runs it uncounted, without faults, and whatever a role allows. */
export async function operate(door: Door, request: Request, requestId: string): Promise<unknown> {
  const output = await operationOf(door, request)(callOf(request, requestId));
  return isUnparked(output) ? output.output : output;
}

/** The operation with its input, read by the service's model. */
function operationOf(
  { services }: Door,
  { service, operation, input }: Request,
): (call: Call) => unknown {
  const known = services.find(({ id }) => id === service);
  const found = known && Object.hasOwn(known.operations, operation) && known.operations[operation];
  if (found) return (call) => found(known.model ? known.model(operation, input) : input, call);
  const simulated = known
    ? `${service} simulates ${Object.keys(known.operations).join(', ')}`
    : `simulated are ${services.map(({ id }) => id).join(', ')}`;
  throw new AwsError(
    'UnknownOperationException',
    `${service} ${operation} is not simulated: ${simulated}.`,
    404,
  );
}

function authorize(
  { allows, roleAllows, services }: Door,
  { service, operation, input, principal }: Request,
  call: Call,
): void {
  const { functionName, roleArn } = principal;
  const who = roleArn ?? functionName;
  if (who === undefined) return;
  const may = roleArn === undefined ? allows : roleAllows;
  const known = services.find(({ id }) => id === service);
  const resources =
    known?.meant?.(operation, input, call) ?? resourcesOf(service, operation, input, call);
  const action = actionOf(service, operation, input);
  const needed = [
    ...resources.map((resource) => ({ action, resource })),
    ...besides(service, operation, input, call),
  ];
  for (const { action, resource } of needed) {
    const tags = () => ({
      ...aliasOf(service, input),
      ...(resource && known?.tagsOf?.(resource, call)),
    });
    if (!may(who, action, resource, tags)) throw denial(service, action, resource, call);
  }
}

/** The faults that keep an operation from running, as its service would tell of them. */
function refuseIfFaulty(
  fault: CallFault,
  { service, operation, input }: Request,
  call: Call,
): void {
  if ('throttle' in fault) throw throttled(service);
  if ('refuses' in fault) throw new AwsError(...fault.refuses);
  if (!('denies' in fault)) return;
  const [resource] = resourcesOf(service, operation, input, call);
  throw denial(service, actionOf(service, operation, input), resource, call);
}

function callOf({ principal, region, origin }: Request, requestId: string): Call {
  const { account, functionName, userArn, roleArn, sessionName: name } = principal;
  return {
    account,
    region,
    requestId,
    ...(functionName && { functionName }),
    ...(userArn && { userArn }),
    ...(roleArn && name && { session: { roleArn, name } }),
    ...(origin !== undefined && { origin }),
  };
}

function throttled(service: string): AwsError {
  const [name, status] = throttleOf(service);
  return new AwsError(name, 'Rate exceeded', status);
}

/** Ends the calling invocation; without one nobody is to end, and the caller gets what a reset connection gives. */
function died({ invocation }: Request): Begun<unknown> {
  if (!invocation) throw new AwsError('InternalFailure', 'The connection was reset.', 500);
  const text = `RequestId: ${invocation.requestId} Error: Runtime exited with error: signal: killed`;
  const error = new Error(text);
  error.name = 'Runtime.ExitError';
  // It is ended once the call has left the loop: what follows then follows at the same time on every transport.
  invocation.dead = true;
  invocation.death = error;
  return { waits: false, answer: Promise.resolve({}) };
}

/** A condition may ask by which alias a key is named. */
function aliasOf(service: string, input: unknown): Tags {
  const { KeyId } = input as { readonly KeyId?: unknown };
  return service === 'kms' && typeof KeyId === 'string' && KeyId.startsWith('alias/')
    ? { 'kms:RequestAlias': KeyId }
    : {};
}
