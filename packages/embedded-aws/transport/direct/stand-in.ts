// What stands in for the SDK's clients in this process: on the direct transport what is sent skips the wire, on the
// wire it only takes its turn.

import type { VirtualClock } from '../../clock.ts';
import type { AccessKey, Credentials } from '../credentials.ts';
import type { Gateway } from '../gateway.ts';
import type { AttemptOptions } from '../request-handler.ts';
import { inTurn } from '../turn.ts';
import type { Command } from './command.ts';
import { contactFor } from './contact.ts';
import { errorTypeOf } from './refusal.ts';

export type TransportKind = 'wire' | 'direct';

/** The part of a client's configuration that is read here. */
interface ClientSettings {
  readonly region: string;
  readonly credentials?: Pick<AccessKey, 'accessKeyId'>;
  readonly retryStrategy?: RetryStrategy;
}

interface RetryStrategy {
  acquireInitialRetryToken(scope: string): Promise<object>;
  /** Waits before the next attempt; rejects where there is none. */
  refreshRetryTokenForRetry(token: never, reason: { readonly errorType: string }): Promise<object>;
}

/** Gives what is used in place of the client that `make` would make. */
export type StandIn = <Client extends object>(
  make: () => Client,
  configuration: ClientSettings,
) => Client;

interface DirectParts {
  readonly clock: VirtualClock;
  readonly gateway: Gateway;
  readonly credentials: Credentials;
}

export interface StandIns {
  /** What stands in for clients that are made with such a configuration, on either transport. */
  standIn(transport: TransportKind): StandIn;
  /** For those who only look on: nothing that they read parks. */
  readonly onlookStandIn: StandIn;
}

export function standInsFor(parts: DirectParts): StandIns {
  return {
    standIn: (transport) =>
      transport === 'direct' ? directStandIn(parts) : wireStandIn(parts.clock),
    onlookStandIn: onlookStandIn(parts),
  };
}

interface Sends {
  send(command: Command, options?: AttemptOptions): Promise<unknown>;
}

/**
 * Clients whose commands reach the services as values: nothing is serialised, signed or parsed. Faults, permissions,
 * retries, the order and the clock are those of the wire, and so is what is answered. The SDK's own client is made
 * only for what has no direct way (S3), or where its configuration is asked for.
 */
function directStandIn(parts: DirectParts): StandIn {
  return standInBy((made, configuration) => directSend(parts, made, configuration));
}

/** As `directStandIn`, for those who only look on: nothing parks, so the run does not notice. */
function onlookStandIn(parts: DirectParts): StandIn {
  return standInBy((made, configuration) => {
    const contact = contactFor(parts, configuration);
    return async (command, options) => {
      const asked = contact.asked(command);
      return asked ? contact.look(asked) : made().send(command, options);
    };
  });
}

/** A call parks in the place that it had when it was sent, however many layers the SDK's middleware has. */
function wireStandIn(clock: VirtualClock): StandIn {
  return standInBy(
    (made) => (command, options) => inTurn(clock.turn(), () => made().send(command, options)),
  );
}

type MakeSend = (made: () => Sends, configuration: ClientSettings) => Sends['send'];

function standInBy(makeSend: MakeSend): StandIn {
  return <Client extends object>(make: () => Client, configuration: ClientSettings) => {
    let client: Client | undefined;
    const made = () => {
      client ??= make();
      return client;
    };
    const standIn = {
      send: makeSend(made as unknown as () => Sends, configuration),
      get config() {
        return (made() as { readonly config?: unknown }).config;
      },
    };
    return standIn as unknown as Client;
  };
}

function directSend(
  parts: DirectParts,
  made: () => Sends,
  configuration: ClientSettings,
): Sends['send'] {
  const contact = contactFor(parts, configuration);
  const { retryStrategy } = configuration;

  /** The SDK's own loop of attempts. */
  async function retried(
    asked: NonNullable<ReturnType<typeof contact.asked>>,
    thrown: unknown,
    options: AttemptOptions | undefined,
  ) {
    if (!retryStrategy) throw thrown;
    let error = thrown;
    let token = await retryStrategy.acquireInitialRetryToken('');
    for (;;) {
      const last = error;
      const reason = { errorType: errorTypeOf(last) };
      token = await retryStrategy
        .refreshRetryTokenForRetry(token as never, reason)
        // What the strategy rejects with says only that it gave up.
        .catch(() => Promise.reject(last));
      try {
        return await contact.call(asked, options);
      } catch (again) {
        error = again;
      }
    }
  }

  return async (command, options) => {
    const asked = contact.asked(command);
    if (!asked) return inTurn(parts.clock.turn(), () => made().send(command, options));
    try {
      return await contact.call(asked, options);
    } catch (thrown) {
      return retried(asked, thrown, options);
    }
  };
}
