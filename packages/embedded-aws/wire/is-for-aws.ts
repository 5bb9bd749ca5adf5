// Which requests are meant for AWS: any that an AWS client could have made, and no browser would.

import type { IncomingMessage } from 'node:http';
import { AWS_HEADERS } from './deliberate.ts';

const CLIENTS = /^(aws-cli|aws-sdk|boto)/i;
const QUERY = /[?&](Action|X-Amz-Algorithm|X-Amz-Credential|AWSAccessKeyId)=/;
/** Lambda's paths, and those of RPC v2. */
const PATHS = /^\/(\d{4}-\d{2}-\d{2}\/|service\/[^/]+\/operation\/)/;
const BUCKET_HOST = /^[^:]+\.localhost(:\d+)?$/;

export function isForAws({ headers, url = '/', method }: IncomingMessage): boolean {
  const contentType = headers['content-type'] ?? '';
  return (
    headers.authorization?.startsWith('AWS') === true ||
    AWS_HEADERS.some((name) => headers[name] !== undefined) ||
    CLIENTS.test(headers['user-agent'] ?? '') ||
    QUERY.test(url) ||
    PATHS.test(url) ||
    BUCKET_HOST.test(headers.host ?? '') ||
    /^application\/(x-amz-json|cbor)/.test(contentType) ||
    (method === 'POST' && contentType.startsWith('application/x-www-form-urlencoded'))
  );
}
