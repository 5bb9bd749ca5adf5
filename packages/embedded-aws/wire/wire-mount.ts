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
import { changesSomething } from './changes.ts';
import { headOf } from './head.ts';
import { isForAws } from './is-for-aws.ts';
import { strangerIn } from './stranger.ts';

export interface WireOptions {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  /** All accounts and regions of this world: where a person's request finds what it names. */
  readonly places: readonly Place[];
  /** Told of each request that may change something, before it acts. */
  readonly onCommand?: () => void;
}

export function wireMount(options: WireOptions): Mount {
  const { aws, onCommand = () => {} } = options;
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
        return send(request, response, aws.gateway.refuse(head, refused));
      }
      // The client has gone.
      if (refused === undefined) return;
      try {
        if (changesSomething(refused)) onCommand();
        send(request, response, await act(options, refused));
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
async function act(
  { aws: { gateway }, clock, places }: WireOptions,
  request: HttpRequest,
): Promise<HttpAnswer> {
  try {
    const begun = await clock.park(() => gateway.beginForPerson(request, places));
    return await begun.answer;
  } catch (error) {
    return gateway.refuse(request, asAnswer(error));
  }
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

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: HttpAnswer,
): void {
  if (response.destroyed) return;
  // What a page says to browsers is nothing that AWS says.
  response.removeHeader('Cache-Control');
  response.writeHead(status, { 'content-length': body.length, ...headers });
  response.end(method === 'HEAD' ? undefined : body);
}
