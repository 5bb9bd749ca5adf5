// API Gateway's HTTP APIs: routes to functions, behind IAM or open to everybody.

import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Call, type Service } from '../../service.ts';
import { unparked } from '../../transport/unparked.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Place } from '../places.ts';
import { type ApiAnswer, answerOf } from './answer.ts';
import { type ApiRequest, eventOf } from './event.ts';
import { type Route, routeFor } from './route.ts';

export interface HttpApi extends Place {
  readonly id: string;
  readonly routes: readonly Route[];
}

export interface HttpApis {
  readonly service: Service;
  register(api: HttpApi): void;
}

/** A route asks who calls, or nobody: there is no other authoriser here than IAM's. */
export function httpApis(clock: VirtualClock, functions: Lambda): HttpApis {
  const apis: HttpApi[] = [];

  function invoke(input: unknown, call: Call) {
    const request = input as ApiRequest;
    const api = apiFor(apis, request, call);
    // HTTP APIs have no policies of their own: whoever is of another account takes a role of this one.
    const found = api && routeFor(api.routes, request);
    const isOpen = found?.route.isPublic === true || api?.account === call.account;
    if (api === undefined || !isOpen) throw forbidden();
    if (found === undefined) throw new AwsError('NotFoundException', 'Not Found', 404);
    const event = eventOf({ request, api, call, ...found, now: clock.now() });
    return unparked(run(functions, found.route.functionArn, event, api));
  }

  return {
    service: { id: 'execute-api', operations: { Invoke: invoke } },
    register: (api) => void apis.push(api),
  };
}

/** By the name of its host; where the host is this machine, the only one of the region. */
function apiFor(
  apis: readonly HttpApi[],
  { apiId }: ApiRequest,
  { region }: Call,
): HttpApi | undefined {
  const there = apis.filter((api) => api.region === region);
  if (apiId !== undefined) return there.find(({ id }) => id === apiId);
  return there.length === 1 ? there[0] : undefined;
}

function forbidden(): AwsError {
  return new AwsError('ForbiddenException', 'Forbidden', 403);
}

async function run(
  functions: Lambda,
  name: string,
  event: unknown,
  place: Place,
): Promise<ApiAnswer> {
  const result = await functions.invoke(name, event, place);
  if ('error' in result)
    throw new AwsError('InternalServerErrorException', 'Internal Server Error', 500);
  return answerOf(result.payload);
}
