// The one door to the simulated services: finds the operation, lets faults and permissions have their say, runs it.

import type { Chance } from '../chance.ts';
import { AwsError, type Call, type Service } from '../service.ts';
import type { Place } from '../services/places.ts';
import { type Address, addressOf, regionOf } from './address.ts';
import type { Credentials, Principal } from './credentials.ts';
import { type Exchange, type Refuse, readExchange, refusalFor } from './exchange.ts';
import { type Faults, throttleOf } from './faults.ts';
import { type HttpAnswer, type HttpRequest, originOf } from './http.ts';
import type { Invocation } from './invocation.ts';
import { type MetricReads, metricMeter } from './metric-reads.ts';
import { actionOf, denial, resourcesOf } from './permissions.ts';
import { firstFound, isPerson, placesToTry } from './seek.ts';
import { isUnparked } from './unparked.ts';

/**
 * Whether the role of the function allows an IAM action (`codedeploy:CreateDeployment`) on a resource's ARN.
 * The resource is
 * `*` for an action that has none (DescribeAlarms), and undefined where the request does not name it (a
 * deployment's id, a
 * task token): the action on any resource will then do.
 */
export type Allows = (
  functionName: string,
  action: string,
  resource: string | undefined,
) => boolean;

export interface GatewayOptions {
  readonly chance: Chance;
  readonly services: readonly Service[];
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly allows: Allows;
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

export interface Gateway {
  /** Runs an HTTP request. Errors of AWS are answers; anything else is a defect and is thrown. */
  beginHttp(request: HttpRequest, invocation?: Invocation): Promise<Begun<HttpAnswer>>;
  /** As `beginHttp`, for a person: what is not found in the account and region asked is looked for in all others. */
  beginForPerson(request: HttpRequest, places: readonly Place[]): Promise<Begun<HttpAnswer>>;
  /** Runs an operation given as plain objects; rejects with `AwsError`. */
  begin(request: Request): Promise<Begun<unknown>>;
  /** As `beginHttp`, but uncounted and without faults or draws of chance: for those who only look on. */
  look(request: HttpRequest): Promise<HttpAnswer>;
  /** Answers a request that is not to run with an error, in its own protocol. */
  refuse(request: HttpRequest, error: AwsError): HttpAnswer;
  /** As `begin`, for those who only look on, and for the world itself. */
  operate(request: Request): Promise<unknown>;
  /** How many calls each service got. */
  apiCalls(): Readonly<Record<string, number>>;
  metricReads(): MetricReads;
}

export function gateway(options: GatewayOptions): Gateway {
  const { credentials, services } = options;
  const requestIds = options.chance.stream('requests');
  const lookIds = options.chance.stream('looks');
  const apiCalls: Record<string, number> = {};
  const meter = metricMeter();

  async function beginHttp(
    http: HttpRequest,
    invocation?: Invocation,
    places: readonly Place[] = [],
  ): Promise<Begun<HttpAnswer>> {
    const address = addressOf(http);
    const requestId = requestIds.uuid();
    const refuse = refusalFor(http, address.serviceId);
    try {
      const exchange = readExchange(http, address.serviceId);
      const request = { ...asked(exchange, address), invocation, origin: originOf(http) };
      const { answer, waits } = await findAndRun(request, requestId, places);
      const written = answer.then((output) => exchange.answer(output, requestId));
      return { waits, answer: written.catch((error) => refusal(refuse, error, requestId)) };
    } catch (error) {
      return { waits: false, answer: Promise.resolve(refusal(refuse, error, requestId)) };
    }
  }

  async function findAndRun(request: Request, requestId: string, places: readonly Place[]) {
    const wanted = isPerson(request) ? placesToTry(request, places) : [request];
    return firstFound(wanted, (each) => run(each, requestId), request);
  }

  async function look(http: HttpRequest): Promise<HttpAnswer> {
    const address = addressOf(http);
    const requestId = lookIds.uuid();
    try {
      const exchange = readExchange(http, address.serviceId);
      return exchange.answer(await operate(asked(exchange, address), requestId), requestId);
    } catch (error) {
      return refusal(refusalFor(http, address.serviceId), error, requestId);
    }
  }

  async function operate(request: Request, requestId = lookIds.uuid()): Promise<unknown> {
    const output = await operationOf(request)(callOf(request, requestId));
    return isUnparked(output) ? output.output : output;
  }

  function asked({ operation, input }: Exchange, address: Address): Request {
    const principal = credentials.principalOf(address.accessKeyId);
    return { service: address.serviceId, operation, input, principal, region: regionOf(address) };
  }

  async function run(request: Request, requestId: string): Promise<Begun<unknown>> {
    const { service, operation, input, invocation } = request;
    const call = callOf(request, requestId);
    apiCalls[service] = (apiCalls[service] ?? 0) + 1;
    if (invocation) invocation.calls += 1;
    const { functionName } = call;
    const fault = options.faults.beforeCall?.({ service, operation, functionName, input, call });

    if (fault && 'throttle' in fault) throw throttled(service);
    if (fault && 'dies' in fault && fault.dies === 'before') return died(request);
    authorize(request, call);
    const output = await operationOf(request)(call);
    meter.note(service, operation, input);
    if (fault && 'dies' in fault) return died(request);
    if (fault && 'errorAfterEffect' in fault)
      throw new AwsError('InternalFailure', 'We encountered an internal error.', 500);
    return isUnparked(output)
      ? { waits: true, answer: output.output }
      : { waits: false, answer: Promise.resolve(output) };
  }

  /** The operation with its input, read by the service's model. */
  function operationOf({ service, operation, input }: Request): (call: Call) => unknown {
    const known = services.find(({ id }) => id === service);
    const found =
      known && Object.hasOwn(known.operations, operation) && known.operations[operation];
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

  function authorize({ service, operation, input, principal }: Request, call: Call): void {
    if (!principal.functionName || principal.roleArn) return;
    const action = actionOf(service, operation, input);
    for (const resource of resourcesOf(service, operation, input, call)) {
      if (!options.allows(principal.functionName, action, resource))
        throw denial(service, action, resource, call);
    }
  }

  return {
    beginHttp: (http, invocation) => beginHttp(http, invocation),
    beginForPerson: (http, places) => beginHttp(http, undefined, places),
    look,
    refuse: (http, error) => refusalFor(http, addressOf(http).serviceId)(error, lookIds.uuid()),
    operate: (request) => operate(request),
    begin: (request) => run(request, requestIds.uuid()),
    apiCalls: () => ({ ...apiCalls }),
    metricReads: meter.reads,
  };
}

function refusal(refuse: Refuse, error: unknown, requestId: string): HttpAnswer {
  if (error instanceof AwsError) return refuse(error, requestId);
  throw error;
}

function callOf({ principal, region, origin }: Request, requestId: string): Call {
  const { account, functionName, roleArn, sessionName: name } = principal;
  return {
    account,
    region,
    requestId,
    ...(functionName && { functionName }),
    ...(roleArn && name && { session: { roleArn, name } }),
    ...(origin !== undefined && { origin }),
  };
}

function throttled(service: string): AwsError {
  const [name, status] = throttleOf(service);
  return new AwsError(name, 'Rate exceeded', status);
}

/**
 * Ends the calling invocation; without one there is nobody to end, and the caller gets what a reset
 * connection gives.
 */
function died({ invocation }: Request): Begun<unknown> {
  if (!invocation) throw new AwsError('InternalFailure', 'The connection was reset.', 500);
  const text = `RequestId: ${invocation.requestId} Error: Runtime exited with error: signal: killed`;
  const error = new Error(text);
  error.name = 'Runtime.ExitError';
  invocation.die(error);
  return { waits: false, answer: Promise.resolve({}) };
}
