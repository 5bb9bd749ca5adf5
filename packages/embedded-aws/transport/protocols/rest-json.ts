// REST-JSON of the services that have one path for each operation, a part of which may be a name, and most of an input
// in the body.

import { own } from '../../own.ts';
import type { AwsError } from '../../service.ts';
import type { Exchange } from '../exchanged.ts';
import { bytesOf, type HttpAnswer, type HttpRequest, textOf } from '../http.ts';
import { jsonOf, parseJson } from './aws-json.ts';

/** The operations of each service by method and path. */
const ROUTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'application-signals': {
    'POST /slos': 'ListServiceLevelObjectives',
    'POST /budget-report': 'BatchGetServiceLevelObjectiveBudgetReport',
  },
  'devops-guru': { 'POST /insights': 'ListInsights' },
  fis: {
    'POST /experiments': 'StartExperiment',
    'GET /experimentTemplates/{Name}': 'GetExperimentTemplate',
    'GET /experiments/{Name}': 'GetExperiment',
    'DELETE /experiments/{Name}': 'StopExperiment',
  },
  synthetics: {
    'GET /canary/{Name}': 'GetCanary',
    'POST /canary/{Name}/runs': 'GetCanaryRuns',
    'POST /canary/{Name}/start': 'StartCanary',
  },
  xray: {
    'POST /ServiceGraph': 'GetServiceGraph',
    'POST /TraceSummaries': 'GetTraceSummaries',
    'POST /TimeSeriesServiceStatistics': 'GetTimeSeriesServiceStatistics',
  },
};

export function speaksRestJson(serviceId: string): boolean {
  return Object.hasOwn(ROUTES, serviceId);
}

export function readRestJson(request: HttpRequest, serviceId: string): Exchange {
  const { method, path, query } = request;
  const { route, named } = routeOf(`${method} ${path.slice(0, 400)}`, serviceId);
  const routes = own(ROUTES, serviceId);
  return {
    // No operation has the name of a route, and so the gateway says what there is.
    operation: own(routes, route) ?? route,
    input: { ...parseJson(textOf(request)), ...query, ...named },
    answer: (output, requestId) => answerJson(200, output ?? {}, requestId),
    refuse: refuseRestJson,
  };
}

/** The only part of a path that may be a name is its second. */
function routeOf(asked: string, serviceId: string) {
  const [root, name, ...more] = asked.split('/').slice(1).map(decoded);
  const route = `${asked.split('/')[0]}/${[root, '{Name}', ...more].join('/')}`;
  const isNamed = name !== undefined && own(own(ROUTES, serviceId) ?? {}, route) !== undefined;
  return isNamed ? { route, named: { Name: name } } : { route: asked, named: {} };
}

/** A path that is no URI's is taken as it stands, and so is the route of nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function refuseRestJson(error: AwsError, requestId: string): HttpAnswer {
  const { name, message, status } = error;
  // Some models spell the member so, some so.
  const body = { __type: name, message, Message: message };
  return answerJson(status, body, requestId, { 'x-amzn-errortype': name });
}

export function answerJson(
  status: number,
  body: unknown,
  requestId: string,
  headers: Record<string, string> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, ...headers },
    body: body === undefined ? new Uint8Array() : bytesOf(jsonOf(body)),
  };
}
