// The one door to the simulated services: over the protocols of AWS, or with plain objects.

import { AwsError } from '../service.ts';
import type { Place } from '../services/places.ts';
import { type Address, addressOf, regionOf } from './address.ts';
import { readExchange, refusalFor } from './exchange.ts';
import type { Exchange, Refuse } from './exchanged.ts';
import { type HttpAnswer, type HttpRequest, originOf } from './http.ts';
import type { Invocation } from './invocation.ts';
import { type MetricReads, metricMeter } from './metric-reads.ts';
import {
  type Begun,
  type Door,
  type GatewayOptions,
  hesitationOf,
  operate,
  type Request,
  run,
} from './run-operation.ts';
import { firstFound, isPerson, placesToTry } from './seek.ts';

/** Somebody outside of this process. */
export interface Person {
  /** Where what they name may be. */
  readonly places: readonly Place[];
  /** Throws why an operation may not run. */
  readonly admit?: (operation: string) => void;
}

export interface Gateway {
  /** Runs an HTTP request. Errors of AWS are answers; anything else is a defect and is thrown. */
  beginHttp(request: HttpRequest, invocation?: Invocation): Promise<Begun<HttpAnswer>>;
  /** As `beginHttp`, for a person: what is not found in the account and region asked is looked for in all others. */
  beginForPerson(request: HttpRequest, person: Person): Promise<Begun<HttpAnswer>>;
  /** Runs an operation given as plain objects; rejects with `AwsError`. */
  begin(request: Request): Promise<Begun<unknown>>;
  /** How many seconds its caller hesitates before it makes the request. */
  slowSeconds(request: HttpRequest): number;
  /** The same of a request given as plain objects. */
  hesitation(request: Request): number;
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

export function gateway({ chance, ...options }: GatewayOptions): Gateway {
  const door: Door = {
    ...options,
    requestIds: chance.stream('requests'),
    lookIds: chance.stream('looks'),
    apiCalls: {},
    meter: metricMeter(),
  };
  const { requestIds, lookIds, apiCalls, meter } = door;
  return {
    beginHttp: (http, invocation) => beginHttp(door, http, invocation),
    beginForPerson: (http, person) => beginHttp(door, http, undefined, person),
    slowSeconds: (http) => slowSeconds(door, http),
    hesitation: (request) => (door.faults.slowSeconds ? hesitationOf(door, request) : 0),
    look: (http) => look(door, http),
    refuse: (http, error) => refusalFor(http, addressOf(http).serviceId)(error, lookIds.uuid()),
    operate: (request) => operate(door, request, lookIds.uuid()),
    begin: (request) => run(door, request, requestIds.uuid()),
    apiCalls: () => ({ ...apiCalls }),
    metricReads: meter.reads,
  };
}

async function beginHttp(
  door: Door,
  http: HttpRequest,
  invocation?: Invocation,
  { places, admit }: Person = { places: [] },
): Promise<Begun<HttpAnswer>> {
  const address = addressOf(http);
  const requestId = door.requestIds.uuid();
  const refuse = refusalFor(http, address.serviceId);
  try {
    const exchange = readExchange(http, address.serviceId);
    admit?.(exchange.operation);
    const request = { ...asked(door, exchange, address), invocation, origin: originOf(http) };
    const { answer, waits } = await findAndRun(door, request, requestId, places);
    const written = answer.then((output) => exchange.answer(output, requestId));
    return { waits, answer: written.catch((error) => refusal(refuse, error, requestId)) };
  } catch (error) {
    return { waits: false, answer: Promise.resolve(refusal(refuse, error, requestId)) };
  }
}

async function findAndRun(
  door: Door,
  request: Request,
  requestId: string,
  places: readonly Place[],
): Promise<Begun<unknown>> {
  const wanted = placesToTry(request, isPerson(request) ? places : []);
  return firstFound(wanted, (each) => run(door, each, requestId), request);
}

async function look(door: Door, http: HttpRequest): Promise<HttpAnswer> {
  const address = addressOf(http);
  const requestId = door.lookIds.uuid();
  try {
    const exchange = readExchange(http, address.serviceId);
    const output = await operate(door, asked(door, exchange, address), requestId);
    return exchange.answer(output, requestId);
  } catch (error) {
    return refusal(refusalFor(http, address.serviceId), error, requestId);
  }
}

function slowSeconds(door: Door, http: HttpRequest): number {
  if (door.faults.slowSeconds === undefined) return 0;
  const address = addressOf(http);
  return hesitationOf(door, asked(door, readExchange(http, address.serviceId), address));
}

function asked({ credentials }: Door, { operation, input }: Exchange, address: Address): Request {
  const principal = credentials.principalOf(address.accessKeyId);
  return { service: address.serviceId, operation, input, principal, region: regionOf(address) };
}

function refusal(refuse: Refuse, error: unknown, requestId: string): HttpAnswer {
  if (error instanceof AwsError) return refuse(error, requestId);
  throw error;
}
