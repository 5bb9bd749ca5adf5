// Names the caller on a request, as a signature does, without the cost of one: nothing here would check it.

import type { AccessKey } from './credentials.ts';

interface Unsigned {
  readonly hostname: string;
  readonly headers: Record<string, string>;
}

interface Scope {
  readonly signingRegion?: string;
  readonly signingService?: string;
}

export interface Signer {
  sign<Request extends Unsigned>(request: Request, scope: Scope): Promise<Request>;
}

/**
 * For SDK clients in this process; over HTTP, clients sign for themselves. Where the SDK does not name the scope, the
 * host does: `monitoring.eu-west-1.amazonaws.com`.
 */
export function signerFor({ accessKeyId }: Pick<AccessKey, 'accessKeyId'>): Signer {
  return {
    async sign(request, { signingRegion, signingService }) {
      const [service, region] = request.hostname.split('.');
      const scope = `20260101/${signingRegion ?? region}/${signingService ?? service}/aws4_request`;
      const credential = `Credential=${accessKeyId}/${scope}`;
      request.headers.authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`;
      return request;
    },
  };
}
