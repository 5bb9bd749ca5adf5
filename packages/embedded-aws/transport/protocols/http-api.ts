// A request to somebody's own API behind API Gateway: all of it is for the function there.

import type { AwsError } from '../../service.ts';
import type { ApiAnswer } from '../../services/http-api/answer.ts';
import type { Exchange } from '../exchanged.ts';
import { bytesOf, type HttpAnswer, type HttpRequest } from '../http.ts';
import { answerJson } from './rest-json.ts';

const HOST = /^([a-z0-9]+)\.execute-api\./;

export function readHttpApi({ method, host, path, query, headers, body }: HttpRequest): Exchange {
  const apiId = HOST.exec(host)?.[1];
  return {
    operation: 'Invoke',
    input: { method, path, query, headers, body, ...(apiId !== undefined && { apiId }) },
    answer: (output, requestId) => written(output as ApiAnswer, requestId),
    refuse: refuseHttpApi,
  };
}

/** API Gateway says no more than this of what never reached the function. */
export function refuseHttpApi({ name, message, status }: AwsError, requestId: string): HttpAnswer {
  return answerJson(status, { message }, requestId, { 'x-amzn-errortype': name });
}

function written({ status, headers, body }: ApiAnswer, requestId: string): HttpAnswer {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    status,
    headers: { 'x-amzn-requestid': requestId, ...Object.fromEntries(named) },
    body: bytesOf(body),
  };
}
