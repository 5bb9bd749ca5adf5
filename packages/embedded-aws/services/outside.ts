// What is not AWS: hosts that answer requests over HTTPS as a world has them do.

import { AwsError, type Service } from '../service.ts';
import type { ApiAnswer } from './http-api/answer.ts';

export interface OutsideRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Outside {
  readonly service: Service;
  /** From now on such requests to the host are answered so. */
  serve(host: string, answer: (request: OutsideRequest) => ApiAnswer): void;
}

export function outside(): Outside {
  const hosts = new Map<string, (request: OutsideRequest) => ApiAnswer>();

  function request(input: unknown): ApiAnswer {
    const asked = input as OutsideRequest;
    const answer = hosts.get(asked.host);
    if (answer === undefined)
      throw new AwsError('ENOTFOUND', `getaddrinfo ENOTFOUND ${asked.host}`, 503);
    return answer(asked);
  }

  return {
    service: { id: 'outside', operations: { Request: request } },
    serve: (host, answer) => void hosts.set(host, answer),
  };
}
