// STS: credentials for the member accounts.

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import { answerOf } from './answer.ts';
import {
  type Credentials,
  clientOf,
  configurationFor,
  type Place,
  type SdkSettings,
  type Sends,
} from './clients.ts';
import { translated } from './translate.ts';

export interface MemberAccess {
  /** The client of a service that acts in the place; a single attempt for calls that must not be repeated blindly. */
  client<Client extends Sends>(
    Service: ClientClass<Client>,
    place: Place,
    attempts?: number,
  ): Promise<Client>;
}

export type ClientClass<Client> = new (configuration: never) => Client;

interface Session extends Credentials {
  readonly expiration: Date;
}

const assumed = z.object({
  Credentials: z.object({
    AccessKeyId: z.string(),
    SecretAccessKey: z.string(),
    SessionToken: z.string(),
    Expiration: z.date(),
  }),
});

const RENEW_BEFORE_MILLIS = 300_000;

/** Acts in the home account with its own role, and in others with the member role, assumed when first needed. */
export function memberAccess(
  settings: SdkSettings,
  clock: Clock,
  memberRole: string,
): MemberAccess {
  const own = configurationFor(settings, clock, settings.home.region);
  const sts = clientOf(settings, own, () => new STSClient(own as object));
  const sessions = new Map<string, Session>();
  const clients = new Map<ClientClass<unknown>, Map<string, unknown>>();

  async function credentialsOf(account: string): Promise<Session> {
    const known = sessions.get(account);
    if (known && known.expiration.getTime() - RENEW_BEFORE_MILLIS > clock.now().getTime())
      return known;
    const command = new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/${memberRole}`,
      RoleSessionName: 'tidegate',
    });
    const what = `assuming role ${memberRole} in account ${account}`;
    const answer = await translated(what, sts.send(command));
    const { Credentials: given } = answerOf(what, assumed, answer);
    const session: Session = {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      expiration: given.Expiration,
    };
    sessions.set(account, session);
    return session;
  }

  /** Resolved here and not by the client: calls that share one pending answer would not wait each for itself. */
  async function configurationIn({ account, region }: Place, attempts?: number) {
    const credentials =
      account === settings.home.account ? undefined : await credentialsOf(account);
    return configurationFor(settings, clock, region, credentials, attempts);
  }

  return {
    async client<Client extends Sends>(
      Service: ClientClass<Client>,
      place: Place,
      attempts?: number,
    ) {
      const configuration = await configurationIn(place, attempts);
      const known = clients.get(Service) ?? new Map<string, unknown>();
      clients.set(Service, known);
      const session = configuration.credentials?.accessKeyId ?? '';
      const key = [place.account, place.region, attempts, session].join('/');
      const client =
        known.get(key) ??
        clientOf(settings, configuration, () => new Service(configuration as never));
      known.set(key, client);
      return client as Client;
    },
  };
}
