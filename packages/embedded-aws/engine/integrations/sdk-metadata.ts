// What Step Functions adds to the answers of optimized integrations.

import type { JsonObject } from '../json.ts';
import type { Runtime } from '../runtime.ts';

/** The HTTP side of an answer, as far as it can be known without a wire. */
export function httpMetadata({ nextId }: Runtime, status = 200): JsonObject {
  const requestId = nextId();
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: { 'x-amzn-RequestId': [requestId] },
      HttpHeaders: { 'x-amzn-RequestId': requestId },
      HttpStatusCode: status,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
