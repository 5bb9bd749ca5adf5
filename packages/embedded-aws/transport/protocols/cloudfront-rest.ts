// CloudFront's REST-XML: what is asked in the path, a lock in headers, and XML that is carried as it is.

import type { AwsError } from '../../service.ts';
import type { Exchange } from '../exchanged.ts';
import { bytesOf, type HttpAnswer, type HttpRequest, textOf } from '../http.ts';
import { xmlText } from './xml.ts';

const DISTRIBUTION = '/2020-05-31/distribution/(?<Id>[^/]+)';

const ROUTES = [
  route('GET', DISTRIBUTION, 'GetDistribution'),
  route('PUT', `${DISTRIBUTION}/config`, 'UpdateDistribution'),
  route('POST', `${DISTRIBUTION}/invalidation`, 'CreateInvalidation', 201),
  route('GET', `${DISTRIBUTION}/invalidation`, 'ListInvalidations'),
  route('GET', `${DISTRIBUTION}/invalidation/(?<InvalidationId>[^/]+)`, 'GetInvalidation'),
];

function route(method: string, path: string, operation: string, status = 200) {
  return { method, path: new RegExp(`^${path}$`), operation, status };
}

export function readCloudFront(request: HttpRequest): Exchange {
  const { method, path, headers } = request;
  const found = ROUTES.find((each) => each.method === method && each.path.test(path));
  if (found === undefined)
    // No operation has such a name, and so the gateway says what there is.
    return { operation: `${method} ${path.slice(0, 100)}`, input: {}, ...answers(200) };
  const names = Object.entries(found.path.exec(path)?.groups ?? {}).map(([name, text = '']) => [
    name,
    decodeURIComponent(text),
  ]);
  const lock = headers['if-match'];
  return {
    operation: found.operation,
    input: { Xml: textOf(request), ...(lock && { IfMatch: lock }), ...Object.fromEntries(names) },
    ...answers(found.status),
  };
}

interface Output {
  readonly Xml: string;
  readonly ETag?: string;
}

function answers(status: number) {
  return {
    answer: (output: unknown, requestId: string): HttpAnswer => {
      const { Xml, ETag } = output as Output;
      return answerXml(status, Xml, requestId, ETag === undefined ? {} : { etag: ETag });
    },
    refuse: refuseCloudFront,
  };
}

export function refuseCloudFront(error: AwsError, requestId: string): HttpAnswer {
  const { name, message, status } = error;
  const inner = `<Type>Sender</Type><Code>${xmlText(name)}</Code><Message>${xmlText(message)}</Message>`;
  const body = `<ErrorResponse><Error>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  return answerXml(status, body, requestId);
}

function answerXml(
  status: number,
  body: string,
  requestId: string,
  more: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, ...more };
  return { status, headers, body: bytesOf(body) };
}
