// The wire: AWS's own protocols at the address of the page, for the AWS CLI and every SDK.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { VirtualClock } from '../clock.ts';
import type { EmbeddedAws } from '../embedded-aws.ts';
import type { Mount } from '../server/server.ts';
import { AwsError } from '../service.ts';
import type { Place } from '../services/places.ts';
import type { HttpAnswer, HttpRequest } from '../transport/http.ts';
import { bodyLimitOf } from './body-limit.ts';
import { type BodyReader, bodyReader } from './body-reader.ts';
import { changesSomething, givesBack } from './changes.ts';
import { isDeliberate } from './deliberate.ts';
import { headOf } from './head.ts';
import { isForAws } from './is-for-aws.ts';
import { isMemoryFull } from './memory.ts';
import { strangerIn } from './stranger.ts';

export interface WireOptions {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  /** All accounts and regions of this world: where a person's request finds what it names. */
  readonly places: readonly Place[];
  /** Told of each request that may change something, before it acts. */
  readonly onCommand?: () => void;
  /** Told of each request that is let in, as it acts, and of the virtual time then. */
  readonly onRequest?: ((at: number, request: HttpRequest) => void) | undefined;
  /** Whether this process should hold no more; as its memory says, by default. */
  readonly isFull?: () => boolean;
}

export function wireMount(options: WireOptions): Mount {
  const { aws, clock } = options;
  const { now } = clock;
  const bodies = bodyReader();
  return {
    takes: isForAws,
    bodyLimit: 0,
    guardsItself: true,
    async answer(request, response) {
      const head = headOf(request);
      const refused = strangerIn(request) ?? (await readInto(head, request, bodies));
      if (refused instanceof AwsError) {
        response.setHeader('Connection', 'close');
        return send(request, response, { now, ...aws.gateway.refuse(head, refused) });
      }
      // The client has gone.
      if (refused === undefined) return;
      try {
        send(request, response, { now, ...(await act(options, refused)) });
      } finally {
        bodies.release(refused.body.length);
      }
    },
  };
}

async function readInto(
  head: HttpRequest,
  request: IncomingMessage,
  bodies: BodyReader,
): Promise<HttpRequest | AwsError | undefined> {
  const body = await bodies.read(request, bodyLimitOf(head));
  return body instanceof Uint8Array ? { ...head, body } : body;
}

/** Acts at the virtual present, in turn with everything else that happens in the world. */
async function act(options: WireOptions, request: HttpRequest): Promise<HttpAnswer> {
  const { clock, places } = options;
  const { gateway } = options.aws;
  const admit = (operation: string) => {
    refuseOrNote(options, request, operation);
    options.onRequest?.(clock.millis(), request);
  };
  try {
    const begun = await clock.park(() => gateway.beginForPerson(request, { places, admit }));
    return await begun.answer;
  } catch (error) {
    return gateway.refuse(request, asAnswer(error));
  }
}

/** Throws why an operation that changes something may not; notes one that may. */
function refuseOrNote(
  { onCommand, isFull = isMemoryFull }: WireOptions,
  request: HttpRequest,
  operation: string,
): void {
  if (!changesSomething(operation)) return;
  if (!isDeliberate(request)) {
    const got = 'got one that any link could make';
    const text = `Expected ${operation} in a request that is signed, as each client of AWS does, ${got}.`;
    throw new AwsError('AccessDenied', text, 403);
  }
  if (!givesBack(operation) && isFull()) {
    const text = 'This process holds as much as its memory takes: delete something, or start anew.';
    throw new AwsError('ServiceUnavailable', text, 503);
  }
  onCommand?.();
}

/** What is no error of AWS is a defect of ours: what it says is for us, and stays here. */
function asAnswer(error: unknown): AwsError {
  if (error instanceof RangeError)
    return new AwsError(
      'ValidationException',
      'Expected an input that can be read, got one too deep.',
    );
  return new AwsError('InternalFailure', 'We encountered an internal error.', 500);
}

/** An object may be a page with a script: for a browser it is of no site, runs nothing, and is saved, not shown. */
const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";
/** What HTTP cannot carry in a header: the metadata of an object may hold it. */
const NOT_IN_HEADERS = /[^\t\x20-\x7e\x80-\xff]/g;

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, now }: HttpAnswer & { readonly now: () => Date },
): void {
  if (response.destroyed) return;
  // The world’s own time, as AWS says its own: whoever acts in this world can act at its present.
  response.setHeader('Date', now().toUTCString());
  // What a page says to browsers is nothing that AWS says.
  response.removeHeader('Cache-Control');
  response.setHeader('Content-Security-Policy', SANDBOX);
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  if (!isDeliberate(headOf(request))) response.setHeader('Content-Disposition', 'attachment');
  for (const [name, value] of Object.entries(headers))
    response.setHeader(name, value.replace(NOT_IN_HEADERS, '?'));
  response.setHeader('Content-Length', body.length);
  response.statusCode = status;
  response.end(request.method === 'HEAD' ? undefined : body);
}
