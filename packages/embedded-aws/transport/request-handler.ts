// The SDK's side of the transport: a `requestHandler` that parks each call and answers from the gateway.

import { Readable } from 'node:stream';
import type { VirtualClock } from '../clock.ts';
import type { Gateway } from './gateway.ts';
import { bytesOf, type HttpAnswer, type HttpRequest } from './http.ts';
import { type Invocation, never, neverAgain, presentInvocation } from './invocation.ts';
import type { Begun } from './run-operation.ts';
import { takeTurn } from './turn.ts';

/** What the SDK hands over: `@smithy/types`' HttpRequest, as far as it is read here. */
export interface SdkRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null | undefined>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

export interface SdkRequestHandler {
  handle(request: SdkRequest, options?: AttemptOptions): Promise<{ response: SdkResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/** Of the SDK's options of a request: how many milliseconds it waits for an answer; without it, for ever. */
export interface AttemptOptions {
  readonly requestTimeout?: number;
}

/** How often a function that invokes another one and waits for it looks whether it has ended. */
const POLL_SECONDS = 0.05;
const LONGER_THAN_ANY_FUNCTION_SECONDS = 3_600;

export function requestHandler(clock: VirtualClock, gateway: Gateway): SdkRequestHandler {
  async function handle(
    request: SdkRequest,
    options: AttemptOptions = {},
  ): Promise<{ response: SdkResponse }> {
    const turn = takeTurn();
    const invocation = presentInvocation();
    if (invocation?.dead) return never();
    const http = await httpOf(request);

    const hesitates = gateway.slowSeconds(http);
    await hesitate(clock, hesitates, options);
    const begun = await clock.park(
      () => (invocation?.dead ? undefined : gateway.beginHttp(http, invocation)),
      hesitates > 0 ? undefined : turn,
    );
    if (!begun || invocation?.dead) return neverAgain(invocation);
    const answer = await settled(clock, begun, invocation);
    return { response: responseOf(answer) };
  }

  return {
    handle,
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
  };
}

/** For ever stands for a call that is never answered: it ends as the SDK's transport ends it, once its time is over. */
export async function hesitate(
  clock: VirtualClock,
  seconds: number,
  { requestTimeout = Number.POSITIVE_INFINITY }: AttemptOptions,
): Promise<void> {
  if (seconds === 0) return;
  if (seconds < Number.POSITIVE_INFINITY) return clock.sleep(seconds);
  await clock.sleep(Math.min(requestTimeout / 1000, LONGER_THAN_ANY_FUNCTION_SECONDS));
  const text = `a request has exceeded the configured ${requestTimeout} ms requestTimeout.`;
  throw Object.assign(new Error(text), { name: 'TimeoutError', code: 'ETIMEDOUT' });
}

/** As `requestHandler`, for those who only look on: nothing parks, so the run does not notice. */
export function onlookHandler(gateway: Gateway): SdkRequestHandler {
  return {
    handle: async (request) => ({
      response: responseOf(await gateway.look(await httpOf(request))),
    }),
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
  };
}

/** A tracked handler may await nothing but the clock, so it polls for an answer that waits for other parked work. */
export async function settled<T>(
  clock: VirtualClock,
  begun: Begun<T>,
  invocation?: Invocation,
): Promise<T> {
  if (!begun.waits || !invocation) return begun.answer;
  let done = false;
  const finish = () => {
    done = true;
  };
  begun.answer.then(finish, finish);
  while (!done) await clock.sleep(POLL_SECONDS);
  return begun.answer;
}

async function httpOf(request: SdkRequest): Promise<HttpRequest> {
  const query = Object.entries(request.query ?? {}).map(([name, value]) => [
    name,
    String(value ?? ''),
  ]);
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return {
    method: request.method,
    host: request.hostname,
    path: request.path,
    query: Object.fromEntries(query),
    headers: Object.fromEntries(headers),
    body: await bodyOf(request.body),
  };
}

async function bodyOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return bytesOf(body);
  if (ArrayBuffer.isView(body))
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  const pieces: Uint8Array[] = [];
  for await (const piece of body as AsyncIterable<Uint8Array | string>) {
    pieces.push(typeof piece === 'string' ? bytesOf(piece) : piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function responseOf({ status, headers, body, streamed }: HttpAnswer): SdkResponse {
  const content = streamed ? Readable.from([Buffer.from(body)]) : body;
  return { statusCode: status, headers: { ...headers }, body: content };
}
