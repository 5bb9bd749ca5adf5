// What lies in the queue of dead letters: an event that reached no function, or that one has failed on.

import * as z from 'zod';

export interface DeadLetter {
  readonly id: string;
  readonly at: string;
  /** Whose it is; undefined where the message is none that Tidegate's functions or rules have sent. */
  readonly functionArn?: string;
  /** Its function's name, as far as it is told. */
  readonly function: string;
  readonly event: unknown;
  /** What it tells of: `CodeBuild Build State Change`. */
  readonly what: string;
  /** Why it lies here: the error, or why it could not be delivered. */
  readonly reason: string;
}

interface Raw {
  readonly id: string;
  readonly sentMillis: number;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** As Lambda writes it of a function that has failed for the last time. */
const failed = z.object({
  requestContext: z.object({ functionArn: z.string(), condition: z.string() }),
  requestPayload: z.unknown(),
  responsePayload: z
    .object({ errorType: z.string().optional(), errorMessage: z.string().optional() })
    .nullish(),
});

/** As EventBridge writes it of what it could not deliver: the event, and the rest beside it. */
const undelivered = z.object({ TARGET_ARN: z.string(), ERROR_MESSAGE: z.string().default('') });
const event = z.object({ 'detail-type': z.string() });

export function letterOf({ id, sentMillis, body, attributes }: Raw): DeadLetter {
  const at = new Date(sentMillis).toISOString();
  const content = contentOf(body);
  const record = failed.safeParse(content);
  if (record.success) {
    const { requestContext, requestPayload, responsePayload } = record.data;
    const { errorType = requestContext.condition, errorMessage } = responsePayload ?? {};
    const reason = [errorType, errorMessage].filter(Boolean).join(': ');
    return { id, at, ...functionOf(requestContext.functionArn), ...told(requestPayload), reason };
  }
  const delivery = undelivered.safeParse(attributes);
  if (delivery.success && event.safeParse(content).success) {
    const { TARGET_ARN, ERROR_MESSAGE } = delivery.data;
    return { id, at, ...functionOf(TARGET_ARN), ...told(content), reason: ERROR_MESSAGE };
  }
  const reason = 'expected what Lambda or EventBridge writes, got something else';
  return { id, at, function: 'unknown', event: body, what: 'unreadable', reason };
}

function told(content: unknown): Pick<DeadLetter, 'event' | 'what'> {
  const read = event.safeParse(content);
  return { event: content, what: read.success ? read.data['detail-type'] : 'an event' };
}

/**
 * Without the version that ran: what is handed over again goes to the one in force.
 *
 *     arn:aws:lambda:us-east-1:111122223333:function:tidegate-prod-OnBuild:$LATEST  →  tidegate-prod-OnBuild
 */
function functionOf(arn: string): Pick<DeadLetter, 'function' | 'functionArn'> {
  const [whole, name] = /^arn:[\w-]+:lambda:[^:]+:\d+:function:([^:]+)/.exec(arn) ?? [];
  return whole && name ? { functionArn: whole, function: name } : { function: arn };
}

function contentOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
