// SDK clients: one per service and place, with retries that wait on the clock that is passed in, and calls that end.

import type { Clock } from '../core/clock.ts';
import { secondsLeft } from './time-left.ts';

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
  readonly signerFor?: (credentials: Credentials) => OwnSigner;
  /** What is used in place of the SDK's clients; on AWS nothing is. */
  readonly standIn?: StandIn;
}

/** Where it is not told the scope, it takes it from the host. */
export interface OwnSigner {
  sign<Request extends { readonly hostname: string; readonly headers: Record<string, string> }>(
    request: Request,
    scope: { readonly signingRegion?: string; readonly signingService?: string },
  ): Promise<Request>;
}

export type StandIn = <Client extends object>(
  make: () => Client,
  configuration: ClientConfiguration,
) => Client;

export interface ClientConfiguration {
  readonly region: string;
  readonly credentials?: Credentials;
  readonly endpoint?: string;
  readonly requestHandler: never;
  readonly signer?: never;
  /** The same, for what the parts of a client are used for besides its own calls. */
  readonly ownSigner?: OwnSigner;
  readonly retryStrategy: ReturnType<typeof retriesOn>;
}

/** How long a service may take until it answers: four attempts fit into a minute. */
const ANSWER_SECONDS = 10;
/** The same where a function's code or an artifact crosses the wire. */
export const FOR_BYTES = { requestTimeout: 45_000 };
/** Of a function's time, for what follows a call without an answer: that it failed is told, and not cut off. */
const SPARED_SECONDS = 2;
const SHORTEST_SECONDS = 0.2;

/** Without them a call waits for as long as its connection stays open. */
const TIMEOUTS = {
  connectionTimeout: 3_000,
  requestTimeout: ANSWER_SECONDS * 1000,
  /** Of an answer that has begun, between any two pieces. */
  socketTimeout: ANSWER_SECONDS * 1000,
  throwOnRequestTimeout: true,
};

/** How long one attempt may take, as the SDK's transport asks before each. */
export interface AttemptOptions {
  readonly requestTimeout: number;
}

/** At most `longest`, and never beyond what the running function has left: it is asked as an attempt begins. */
export function attemptOptions(longest?: AttemptOptions): AttemptOptions {
  return longest ? within(longest) : usual;
}

function within(longest: AttemptOptions): AttemptOptions {
  return {
    get requestTimeout() {
      const left = Math.max(SHORTEST_SECONDS, secondsLeft() - SPARED_SECONDS);
      return Math.min(longest.requestTimeout, Math.floor(left * 1000));
    },
  };
}

const usual = within(TIMEOUTS);

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
    requestHandler: (settings.requestHandler ?? TIMEOUTS) as never,
    ...(settings.signerFor && credentials && signedBy(settings.signerFor(credentials))),
    retryStrategy: retriesOn(clock, attempts),
  };
}

function signedBy(signer: OwnSigner) {
  return { signer: signer as never, ownSigner: signer };
}

export interface Sends {
  send(command: never, options?: AttemptOptions): unknown;
  readonly config: unknown;
}

/** A client that is made when it is first used: a function has clients of services that it may never ask. */
export function clientOf<Client extends Sends>(
  { standIn }: SdkSettings,
  configuration: ClientConfiguration,
  make: () => Client,
): Client {
  let client: Client | undefined;
  const made = () => {
    client ??= standIn ? standIn(make, configuration) : make();
    return client;
  };
  const later: Sends = {
    send: (command, longest) => made().send(command, attemptOptions(longest)),
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
      const wait = longest * clock.random();
      if (secondsLeft() - wait < SPARED_SECONDS)
        throw new Error('Expected time for another attempt, got none.');
      await clock.sleep(wait);
      return token(count);
    },
    recordSuccess: () => {},
  };
}
