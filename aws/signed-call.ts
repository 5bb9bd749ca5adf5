// A call of a service that has no living SDK client, by the parts that every client of the SDK is made of.

import { XRayClient } from '@aws-sdk/client-xray';
import { SignatureV4 } from '@smithy/signature-v4';
import { domainOf } from '../core/partition.ts';
import { textOf } from './body-text.ts';
import { attemptOptions, type ClientConfiguration, type Place } from './clients.ts';
import type { ClientOptions, MemberAccess } from './sts.ts';

export interface RestService {
  /** As it is signed for, and as its host begins. */
  readonly service: string;
  readonly path: string;
  /** As its host begins, where that is otherwise: `api.ecr`. */
  readonly host?: string;
  /** It has one address for all regions, and is signed for in us-east-1. */
  readonly isGlobal?: true;
  /** Where the service tells its operations by a header: the operation, as `AmazonSSM.GetCalendarState`. */
  readonly target?: string;
  /** Its name, by which rights are given, where the path does not say it. */
  readonly operation?: string;
  /** Where that is not a post. */
  readonly method?: 'POST' | 'GET' | 'PUT' | 'DELETE';
  readonly query?: Readonly<Record<string, string>>;
  /** What of the input is told by headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is posted, and what is answered: JSON, or what an older service speaks. */
export interface Spoken {
  readonly type: string;
  write(input: object): string;
  read(text: string, headers: Readonly<Record<string, string>>): unknown;
  /** AWS's name of an error, in the text of a refusal. */
  nameOfError(text: string): string | undefined;
  messageOfError(text: string): string;
}

/** As services that speak JSON refuse. */
export const refusals: Pick<Spoken, 'nameOfError' | 'messageOfError'> = {
  nameOfError: (text) => /"__type":"(?:[^"]*#)?(\w+)"/.exec(text)?.[1],
  messageOfError: (text) => text,
};

/** Which operation is meant stands in the path, or in a header. */
const json = (target: string | undefined): Spoken => ({
  type: target ? 'application/x-amz-json-1.1' : 'application/json',
  write: (input) => JSON.stringify(input),
  read: (text) => (text === '' ? {} : JSON.parse(text)),
  ...refusals,
});

/**
 * Sends JSON and resolves to the JSON of the answer. Credentials, transport and retries are those of another
 * service's client in the place: X-Ray's, which has no other part in it. The signer is its own: the client's keeps
 * the name of the first service that it signs for, so that each call of X-Ray after this one would be signed for
 * the wrong service.
 *
 * Rejects as SDK clients do: with AWS's name of the error as `name`.
 */
export async function signedCall(
  access: MemberAccess,
  place: Place,
  of: RestService,
  input: object,
  options?: ClientOptions,
  spoken?: Spoken,
): Promise<unknown> {
  const { config } = await access.client(XRayClient, place, options);
  // Ours, of which every client is made.
  const strategy = (await config.retryStrategy()) as Strategy;
  let token = await strategy.acquireInitialRetryToken('');
  for (;;) {
    try {
      return await attempt(config, place, of, { spoken, input });
    } catch (error) {
      const errorType = errorTypeOf(error as Refusal);
      // The strategy's own error says only that it gave up.
      token = await strategy.refreshRetryTokenForRetry(token, { errorType }).catch(() => {
        throw error;
      });
    }
  }
}

type Config = XRayClient['config'] & Pick<ClientConfiguration, 'ownSigner'>;
type Strategy = Extract<
  Awaited<ReturnType<Config['retryStrategy']>>,
  { readonly acquireInitialRetryToken: unknown }
>;
type SentRequest = Parameters<Config['requestHandler']['handle']>[0];

async function attempt(
  config: Config,
  { region }: Place,
  {
    service,
    path,
    target,
    host = service,
    method = 'POST',
    query = {},
    headers,
    isGlobal,
  }: RestService,
  { spoken, input }: { readonly spoken: Spoken | undefined; readonly input: object },
): Promise<unknown> {
  const { type, write, read, ...refused } = spoken ?? json(target);
  const body = method === 'GET' ? '' : write(input);
  const custom = config.isCustomEndpoint ? await config.endpoint?.() : undefined;
  const hostname =
    custom?.hostname ??
    (isGlobal ? `${host}.${domainOf(region)}` : `${host}.${region}.${domainOf(region)}`);
  const port = custom?.port === undefined ? '' : `:${custom.port}`;
  const request = {
    method,
    protocol: custom?.protocol ?? 'https:',
    hostname,
    ...(custom?.port !== undefined && { port: custom.port }),
    path,
    query: { ...query },
    headers: {
      host: `${hostname}${port}`,
      'content-type': type,
      ...headers,
      ...(target && !spoken && { 'x-amz-target': target }),
    },
    body,
  };
  const { credentials, sha256, ownSigner } = config;
  const signed = ownSigner
    ? await ownSigner.sign(request, { signingRegion: region, signingService: service })
    : await new SignatureV4({ service, region, credentials, sha256 }).sign(request);
  const { response } = await config.requestHandler.handle(signed as SentRequest, attemptOptions());
  const text = await textOf(response.body);
  if (response.statusCode >= 300) throw refusalOf(response, text, refused);
  return read(text, response.headers);
}

interface Refusal extends Error {
  readonly statusCode?: number;
}

/** `x-amzn-errortype` may end in a colon and an address. */
function refusalOf(
  { statusCode, headers }: { statusCode: number; headers: Record<string, string> },
  text: string,
  { nameOfError, messageOfError }: Pick<Spoken, 'nameOfError' | 'messageOfError'>,
): Refusal {
  const told = headers['x-amzn-errortype']?.split(':')[0] ?? nameOfError(text);
  const name = told ?? `HTTP ${statusCode}`;
  return Object.assign(new Error(messageOfError(text)), { name, statusCode });
}

/** Without a status the connection failed, which may pass. */
function errorTypeOf({ name, statusCode }: Refusal) {
  if (statusCode === undefined) return 'TRANSIENT';
  // Most services say it with 400, and by a name.
  if (statusCode === 429 || /^(Throttling|TooManyRequests|RequestLimit)/.test(name))
    return 'THROTTLING';
  return statusCode >= 500 ? 'SERVER_ERROR' : 'CLIENT_ERROR';
}
