// SDK clients: one per service and place, with retries that wait on the clock that is passed in.

import type { Clock } from '../core/clock.ts';

/** An account and a region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * What every client is made with; on AWS the runtime's own credentials and wire are used, locally the
 * embedded ones.
 */
export interface SdkSettings {
  readonly home: Place;
  readonly credentials?: Credentials;
  /** Another address than AWS's own: a local release answers there. */
  readonly endpoint?: string;
  /** The SDK's transport: the one seam between a laptop and AWS. */
  readonly requestHandler?: object;
  /** What else each client is made with. */
  readonly client?: object;
  /** What names the caller where that transport checks no signature: making one is more than half of a local call. */
  readonly signerFor?: (credentials: Credentials) => object;
  /** What is used in place of the SDK's clients; on AWS nothing is. */
  readonly standIn?: StandIn;
}

export type StandIn = <Client extends object>(
  make: () => Client,
  configuration: ClientConfiguration,
) => Client;

export interface ClientConfiguration {
  readonly region: string;
  readonly credentials?: Credentials;
  readonly endpoint?: string;
  readonly requestHandler?: never;
  readonly signer?: never;
  readonly retryStrategy: ReturnType<typeof retriesOn>;
}

/** The configuration of a client that acts in a place, with the credentials that reach it. */
export function configurationFor(
  settings: SdkSettings,
  clock: Clock,
  region: string,
  credentials: ClientConfiguration['credentials'] = settings.credentials,
  attempts = 4,
): ClientConfiguration {
  return {
    ...settings.client,
    region,
    ...(credentials && { credentials }),
    ...(settings.endpoint && { endpoint: settings.endpoint }),
    ...(settings.requestHandler && { requestHandler: settings.requestHandler as never }),
    ...(settings.signerFor && credentials && { signer: settings.signerFor(credentials) as never }),
    retryStrategy: retriesOn(clock, attempts),
  };
}

export interface Sends {
  send(command: never): unknown;
  readonly config: unknown;
}

/** A client that is made when it is first used: a function has clients of services that it may never ask. */
export function clientOf<Client extends Sends>(
  { standIn }: SdkSettings,
  configuration: ClientConfiguration,
  make: () => Client,
): Client {
  if (standIn) return standIn(make, configuration);
  let client: Client | undefined;
  const made = () => {
    client ??= make();
    return client;
  };
  const later: Sends = {
    send: (command) => made().send(command),
    get config() {
      return made().config;
    },
  };
  return later as Client;
}

interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
}

const BASE_SECONDS = 0.2;
const LONGEST_SECONDS = 5;

/**
 * The SDK's retry strategy, with exponential backoff and full jitter on our clock.
 *
 * The wait happens while the token is refreshed and the delay that the SDK would wait itself is 0: its own timer
 * would be real time.
 */
function retriesOn(clock: Clock, attempts: number) {
  const token = (count: number): RetryToken => ({
    getRetryCount: () => count,
    getRetryDelay: () => 0,
  });
  return {
    mode: 'standard',
    maxAttempts: async () => attempts,
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(last: RetryToken, { errorType }: { errorType: string }) {
      const count = last.getRetryCount() + 1;
      if (errorType === 'CLIENT_ERROR' || count >= attempts) {
        throw new Error('Expected an error that may pass and attempts left, got neither.');
      }
      const longest = Math.min(LONGEST_SECONDS, BASE_SECONDS * 2 ** count);
      await clock.sleep(longest * clock.random());
      return token(count);
    },
    recordSuccess: () => {},
  };
}
