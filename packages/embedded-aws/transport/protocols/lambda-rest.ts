// Lambda's REST-JSON: the operation is in the method and path.

import type { AwsError } from '../../service.ts';
import type { Exchange } from '../exchanged.ts';
import { type HttpAnswer, type HttpRequest, textOf } from '../http.ts';
import { parseJson } from './aws-json.ts';
import { answerJson } from './rest-json.ts';

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: string;
  readonly status: number;
}

const FUNCTION = '/2015-03-31/functions/(?<FunctionName>[^/]+)';
const PROVISIONED = '/2019-09-30/functions/(?<FunctionName>[^/]+)/provisioned-concurrency';
const ALIAS = `${FUNCTION}/aliases/(?<Name>[^/]+)`;

const ROUTES: readonly Route[] = [
  route('GET', '/2015-03-31/functions/?', 'ListFunctions'),
  route('GET', FUNCTION, 'GetFunction'),
  route('GET', `${FUNCTION}/configuration`, 'GetFunctionConfiguration'),
  route('PUT', `${FUNCTION}/code`, 'UpdateFunctionCode'),
  route('POST', `${FUNCTION}/invocations`, 'Invoke'),
  route('GET', `${FUNCTION}/versions`, 'ListVersionsByFunction'),
  route('POST', `${FUNCTION}/versions`, 'PublishVersion', 201),
  route('GET', `${FUNCTION}/aliases`, 'ListAliases'),
  route('POST', `${FUNCTION}/aliases`, 'CreateAlias', 201),
  route('GET', ALIAS, 'GetAlias'),
  route('PUT', ALIAS, 'UpdateAlias'),
  route('DELETE', ALIAS, 'DeleteAlias', 204),
  route('DELETE', FUNCTION, 'DeleteFunction', 204),
  route('GET', PROVISIONED, 'GetProvisionedConcurrencyConfig'),
  route('PUT', PROVISIONED, 'PutProvisionedConcurrencyConfig', 202),
  route('DELETE', PROVISIONED, 'DeleteProvisionedConcurrencyConfig', 204),
];

function route(method: string, path: string, operation: string, status = 200): Route {
  return { method, path: new RegExp(`^${path}$`), operation, status };
}

const UNKNOWN = {
  input: {},
  answer: (_: unknown, requestId: string) => answerJson(200, {}, requestId),
  refuse: refuseLambda,
};

export function readLambda(request: HttpRequest): Exchange {
  const found = ROUTES.find(
    (each) => each.method === request.method && each.path.test(request.path),
  );
  // No operation has such a name, and so the gateway says what there is.
  if (!found) return { ...UNKNOWN, operation: `${request.method} ${request.path.slice(0, 100)}` };
  return {
    operation: found.operation,
    input: { ...bodyOf(request, found), ...request.query, ...namesIn(request.path, found.path) },
    answer: (output, requestId) => {
      if (found.operation === 'Invoke') return answerInvoke(output as Invocation, requestId);
      return answerJson(found.status, found.status === 204 ? undefined : output, requestId);
    },
    refuse: refuseLambda,
  };
}

export function refuseLambda(error: AwsError, requestId: string): HttpAnswer {
  const type = error.status < 500 ? 'User' : 'Server';
  const body = { Type: type, message: error.message, Message: error.message };
  return answerJson(error.status, body, requestId, { 'x-amzn-errortype': error.name });
}

function namesIn(path: string, pattern: RegExp): Record<string, string> {
  const groups = Object.entries(pattern.exec(path)?.groups ?? {});
  return Object.fromEntries(groups.map(([name, text = '']) => [name, decodeURIComponent(text)]));
}

function bodyOf(request: HttpRequest, { operation }: Route): Record<string, unknown> {
  if (operation === 'Invoke') {
    const { headers } = request;
    return {
      Payload: request.body,
      InvocationType: headers['x-amz-invocation-type'],
      LogType: headers['x-amz-log-type'],
      ClientContext: headers['x-amz-client-context'],
      DurableExecutionName: headers['x-amz-durable-execution-name'],
      TenantId: headers['x-amz-tenant-id'],
    };
  }
  return parseJson(textOf(request));
}

interface Invocation {
  readonly StatusCode: number;
  readonly FunctionError?: string;
  readonly ExecutedVersion?: string;
  readonly LogResult?: string;
  readonly Payload?: Uint8Array;
}

function answerInvoke(output: Invocation, requestId: string): HttpAnswer {
  const headers: Record<string, string> = { 'x-amzn-requestid': requestId };
  if (output.FunctionError) headers['x-amz-function-error'] = output.FunctionError;
  if (output.ExecutedVersion) headers['x-amz-executed-version'] = output.ExecutedVersion;
  if (output.LogResult) headers['x-amz-log-result'] = output.LogResult;
  return { status: output.StatusCode, headers, body: output.Payload ?? new Uint8Array() };
}
