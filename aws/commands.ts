// Tidegate's own HTTP API: a command is posted, signed by whoever gives it.

import { STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import { Failure, failureCodes } from '../core/failure.ts';
import { textOf } from './body-text.ts';
import { type ClientConfiguration, configurationFor, type SdkSettings } from './clients.ts';

export interface Commands {
  /** Resolves to what is answered. Throws the failure that the answer tells. */
  post(path: string, body: object): Promise<unknown>;
  /** Resolves to the page at a path with its query, whatever its status; 0 with why where none came. */
  page(path: string): Promise<{ readonly status: number; readonly text: string }>;
}

interface Api extends Omit<SdkSettings, 'home'> {
  readonly region: string;
  /** `https://a1b2c3.execute-api.eu-west-1.amazonaws.com`, or a local release's. */
  readonly address: string;
}

/** Credentials, transport and retries are those of an SDK client: STS's, of which nothing else is used. */
export function commandsAt({ address, region, ...settings }: Api, clock: Clock): Commands {
  const sdk = { ...settings, home: { account: '', region } };
  const client = new STSClient(configurationFor(sdk, clock, region) as object);
  const retries: ClientConfiguration['retryStrategy'] = configurationFor(
    sdk,
    clock,
    region,
  ).retryStrategy;
  const signer = () => {
    const { credentials, sha256 } = client.config;
    return new SignatureV4({ service: 'execute-api', region, credentials, sha256 });
  };
  return {
    page: (path) =>
      send(client.config, signer(), requestOf(new URL(path, address))).catch(asFailure),
    async post(path, body) {
      const request = requestOf(new URL(path, address), JSON.stringify(body));
      let token = await retries.acquireInitialRetryToken();
      for (;;) {
        // Signed anew each time: a signature is of its minute.
        const answered = await send(client.config, signer(), request).catch(asFailure);
        const { status, text } = answered;
        if (status >= 200 && status < 300) return parsed(text, status);
        const error = failureOf(answered, address);
        const errorType = PASSES.has(status) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
        token = await retries.refreshRetryTokenForRetry(token, { errorType }).catch(() => {
          throw error;
        });
      }
    },
  };
}

/** Whatever the API answers with these may be gone a moment later; a command that brings its key is done once. */
const PASSES = new Set([0, 429, 500, 502, 503, 504]);

type Config = STSClient['config'];
type SentRequest = Parameters<Config['requestHandler']['handle']>[0];
type Signable = Parameters<SignatureV4['sign']>[0];

/** A post of what is said, else a get. */
function requestOf(
  { protocol, hostname, port, pathname, searchParams }: URL,
  body?: string,
): Signable {
  return {
    method: body === undefined ? 'GET' : 'POST',
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: {
      host: port === '' ? hostname : `${hostname}:${port}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  };
}

/** API Gateway's own limit. */
const LONGEST = { requestTimeout: 30_000 };

interface Answered {
  /** 0 where there was no answer. */
  readonly status: number;
  readonly text: string;
  readonly cause?: unknown;
}

async function send(
  { requestHandler }: Config,
  signer: SignatureV4,
  request: Signable,
): Promise<Answered> {
  const signed = await signer.sign(request);
  const { response } = await requestHandler.handle(signed as SentRequest, LONGEST);
  return { status: response.statusCode, text: await textOf(response.body) };
}

/** Whoever has no credentials has something to do; whatever else fails may pass. */
function asFailure(cause: unknown): Answered {
  const { name, message } = cause as Error;
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError')
    throw new Failure(
      'Refused',
      `expected AWS credentials that work, got ${name}: ${message}; sign in (aws sso login) or set AWS_PROFILE`,
      { cause },
    );
  return { status: 0, text: `${name}: ${message}`, cause };
}

function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure(
      'ServiceFailed',
      `expected JSON of the command API, got something else (HTTP ${status})`,
      { cause },
    );
  }
}

const Told = z.looseObject({ error: z.enum(failureCodes).optional(), message: z.string() });

/** What Tidegate says, it says by name; API Gateway itself says less. */
function failureOf({ status, text, cause }: Answered, address: string): Failure {
  const options = cause === undefined ? {} : { cause };
  const { data } = Told.safeParse(jsonOr(text));
  if (data?.error) return new Failure(data.error, data.message);
  const got = status === 0 ? text : `HTTP ${status}${data ? ` (${data.message})` : ''}`;
  if (status === 403)
    return new Failure(
      'NotAllowed',
      `expected to be let in at ${address}, got ${got}: you need execute-api:Invoke on this part of the API, and credentials of its account`,
    );
  return new Failure(
    'ServiceFailed',
    `expected the command API at ${address} to answer, got ${got}`,
    options,
  );
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
