// A request to somebody who is not AWS: plain HTTP, and so are its answers.

import type { ApiAnswer } from '../../services/http-api/answer.ts';
import type { Exchange } from '../exchanged.ts';
import { bytesOf, type HttpAnswer, type HttpRequest, textOf } from '../http.ts';
import { refuseHttpApi } from './http-api.ts';

export function readOutside(request: HttpRequest): Exchange {
  const { method, host, path, headers } = request;
  return {
    operation: 'Request',
    input: { method, host, path, headers, body: textOf(request) },
    answer: (output) => written(output as ApiAnswer),
    refuse: refuseHttpApi,
  };
}

function written({ status, headers, body }: ApiAnswer): HttpAnswer {
  return { status, headers: { ...headers }, body: bytesOf(body) };
}

/** Neither an address of this machine or another, nor one of AWS. */
export function isOutside(host: string): boolean {
  return /\.[a-z]{2,}$/.test(host) && !/(^|\.)(amazonaws\.com(\.cn)?|localhost|local)$/.test(host);
}
