// What a function behind an HTTP API is told: the payload format 2.0.

import { callerArn } from '../../caller-arn.ts';
import type { Call } from '../../service.ts';
import type { Place } from '../places.ts';
import type { RouteFound } from './route.ts';

export interface ApiRequest {
  /** As the host names it; undefined where the host is this machine. */
  readonly apiId?: string;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

interface Parts extends RouteFound {
  readonly request: ApiRequest;
  readonly api: Place & { readonly id: string };
  readonly call: Call;
  readonly now: Date;
}

export function eventOf({ request, api, call, route, pathParameters, now }: Parts) {
  const { method, path, query = {}, headers = {} } = request;
  const routeKey = `${route.method} ${route.path}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      accountId: api.account,
      apiId: api.id,
      ...(!route.isPublic && { authorizer: { iam: identityOf(call) } }),
      domainName: `${api.id}.execute-api.${api.region}.amazonaws.com`,
      domainPrefix: api.id,
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: call.requestId,
      routeKey,
      stage: '$default',
      time: `${now
        .toUTCString()
        .slice(5, 25)
        .replaceAll(' ', '/')
        .replace(/\/(?=\d\d:)/, ':')} +0000`,
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...bodyOf(request),
  };
}

/** Who has signed. Nobody sends this: API Gateway has checked the signature, and says whose it was. */
function identityOf(call: Call) {
  const { account, session } = call;
  const userArn = callerArn(call);
  const name = session?.name ?? userArn.replace(/^.*[:/]/, '');
  return {
    accessKey: 'ASIALOCAL0000000',
    accountId: account,
    callerId: `AIDALOCAL0000000:${name}`,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn,
    userId: `AIDALOCAL0000000:${name}`,
  };
}

const TEXTS = /^(text\/|application\/(json|javascript|xml))/;

/** What is no text by its type comes as base64, JSON without a type too. */
function bodyOf({ headers = {}, body = '' }: ApiRequest) {
  if (body.length === 0) return { isBase64Encoded: false };
  const bytes = Buffer.from(body as string);
  const isText = TEXTS.test(headers['content-type'] ?? 'text/plain');
  return { body: bytes.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
