// STS: which account the credentials at hand are of.

import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import { Failure } from '../core/failure.ts';
import { answerOf } from './answer.ts';
import { configurationFor, type SdkSettings } from './clients.ts';
import { nameOf, translated } from './translate.ts';

/** Where the SDK finds none, or ones that are not good any more, a person has something to do. */
const NO_CREDENTIALS = [
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'TokenProviderError',
];

export interface Caller {
  readonly account: string;
  readonly arn: string;
  /** What time it is there, to the second; undefined where that is not said. */
  readonly at: Date | undefined;
}

/** The account of the credentials in the environment. Throws `Refused` where there are none that work. */
export async function callerAccount(
  region: string,
  clock: Clock,
  settings: Omit<SdkSettings, 'home'> = {},
): Promise<string> {
  return (await callerOf(region, clock, settings)).account;
}

const identity = z.object({ Account: z.string(), Arn: z.string() });

/** Whose the credentials in the environment are. Throws `Refused` where there are none that work. */
export async function callerOf(
  region: string,
  clock: Clock,
  settings: Omit<SdkSettings, 'home'> = {},
): Promise<Caller> {
  const sdk = { ...settings, home: { account: '', region } };
  const client = new STSClient(configurationFor(sdk, clock, region) as object);
  let at: Date | undefined;
  client.middlewareStack.add(
    (next) => async (asked) => {
      const answered = await next(asked);
      at = dateOf(answered.response);
      return answered;
    },
    { step: 'deserialize', name: 'dateOfAnswer' },
  );
  try {
    const answer = await client.send(new GetCallerIdentityCommand({}));
    const { Account, Arn } = answerOf('asking who the credentials are', identity, answer);
    return { account: Account, arn: Arn, at };
  } catch (cause) {
    if (!NO_CREDENTIALS.includes(nameOf(cause)))
      return translated('asking who the credentials are', Promise.reject(cause));
    throw new Failure(
      'Refused',
      `expected AWS credentials that work, got ${nameOf(cause)}: ${(cause as Error).message}; ` +
        'sign in (aws sso login) or set AWS_PROFILE',
      { cause },
    );
  }
}

const answered = z.object({ headers: z.object({ date: z.string() }) });

function dateOf(response: unknown): Date | undefined {
  const { data } = answered.safeParse(response);
  const at = new Date(data?.headers.date ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at;
}
