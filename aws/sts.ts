// STS: credentials for the member accounts.

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import { partitionOf } from '../core/partition.ts';
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

/** The roles of a member account, by names: each for one thing that is done there. */
export interface MemberRoles {
  readonly reads: string;
  readonly stops: string;
  readonly deploys: string;
  readonly tests: string;
  readonly mutes: string;
  /** What each asks of whoever assumes them. */
  readonly externalId?: string | undefined;
}

/** Of whoever enters no account but its own. */
export const NO_ROLES: MemberRoles = { reads: '', stops: '', deploys: '', tests: '', mutes: '' };

export interface ClientOptions {
  /** Which of a member's roles it acts with; reads by default. */
  readonly to?: 'read' | 'stop' | 'deploy' | 'test' | 'mute';
  /** A single one for calls that must not be repeated blindly. */
  readonly attempts?: number;
}

export interface MemberAccess {
  /** The client of a service that acts in the place. */
  client<Client extends Sends>(
    Service: ClientClass<Client>,
    place: Place,
    options?: ClientOptions,
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

/** Acts in the home account with its own role, and in others with a role there, assumed when first needed. */
export function memberAccess(
  settings: SdkSettings,
  clock: Clock,
  { externalId, ...roles }: MemberRoles,
): MemberAccess {
  const own = configurationFor(settings, clock, settings.home.region);
  const sts = clientOf(settings, own, () => new STSClient(own as object));
  const sessions = new Map<string, Session>();
  const clients = new Map<ClientClass<unknown>, Map<string, unknown>>();

  async function credentialsOf(account: string, role: string): Promise<Session> {
    const RoleArn = `arn:${partitionOf(settings.home.region)}:iam::${account}:role/${role}`;
    const known = sessions.get(RoleArn);
    if (known && known.expiration.getTime() - RENEW_BEFORE_MILLIS > clock.now().getTime())
      return known;
    const what = `assuming role ${role} in account ${account}`;
    const session = await assume(sts, RoleArn, externalId, what);
    sessions.set(RoleArn, session);
    return session;
  }

  /** Resolved here and not by the client: calls that share one pending answer would not wait each for itself. */
  async function credentialsIn({ account }: Place, to: NonNullable<ClientOptions['to']>) {
    return account === settings.home.account
      ? undefined
      : await credentialsOf(account, roles[`${to}s`]);
  }

  return {
    async client<Client extends Sends>(
      Service: ClientClass<Client>,
      place: Place,
      options: ClientOptions = {},
    ) {
      const { to = 'read', attempts } = options;
      const credentials = await credentialsIn(place, to);
      const known = clients.get(Service) ?? new Map<string, unknown>();
      clients.set(Service, known);
      const session = (credentials ?? settings.credentials)?.accessKeyId ?? '';
      const key = `${place.account}/${place.region}/${attempts}/${session}`;
      const before = known.get(key);
      if (before !== undefined) return before as Client;
      const configuration = configurationFor(settings, clock, place.region, credentials, attempts);
      const made = clientOf(settings, configuration, () => new Service(configuration as never));
      const client = asOne(Service, made);
      known.set(key, client);
      return client;
    },
  };
}

/** The SDK's paginators page for instances of its clients alone. */
function asOne<Client extends object>({ prototype }: ClientClass<Client>, client: Client): Client {
  return Object.setPrototypeOf(client, prototype as object) as Client;
}

async function assume(
  sts: STSClient,
  RoleArn: string,
  externalId: string | undefined,
  what: string,
): Promise<Session> {
  const command = new AssumeRoleCommand({
    RoleArn,
    RoleSessionName: 'tidegate',
    ...(externalId && { ExternalId: externalId }),
  });
  const answer = await translated(what, sts.send(command));
  const { Credentials: given } = answerOf(what, assumed, answer);
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
    expiration: given.Expiration,
  };
}
