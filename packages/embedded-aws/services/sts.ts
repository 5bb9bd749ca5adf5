// STS: who am I, and let me be someone else for a while.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { callerArn, sessionArn } from '../caller-arn.ts';
import type { VirtualClock } from '../clock.ts';
import { modelFor } from '../models/refusals.ts';
import { AwsError, type Call, type Service, type Tags } from '../service.ts';
import type { Credentials } from '../transport/credentials.ts';
import { number, parseInput, text } from './input.ts';

const AssumeRole = z.object({
  RoleArn: text,
  RoleSessionName: text,
  DurationSeconds: number.default(3600),
  ExternalId: text.optional(),
});

export interface Role {
  readonly arn: string;
  /** What the role's trust policy asks for, if anything. */
  readonly externalId?: string;
  /** Whom it trusts; everyone by default. */
  readonly trusts?: (caller: Call, externalId: string | undefined) => boolean;
  /** What it allows; everything by default. */
  readonly allows?: RoleAllows;
  /** How long a session of it may last; an hour, unless the role says otherwise. */
  readonly maxSessionSeconds?: number;
}

/** See `Allows`, of one role. */
export type RoleAllows = (
  action: string,
  resource: string | undefined,
  tags?: () => Tags,
) => boolean;

export interface Sts {
  readonly service: Service;
  /** A role that may be assumed; all others answer AccessDenied. */
  trust(role: Role): void;
  /** What a role allows, by its ARN. */
  allows(roleArn: string, ...asked: Parameters<RoleAllows>): boolean;
}

export function sts(clock: VirtualClock, credentials: Credentials): Sts {
  const roles = new Map<string, Role>();

  function assumeRole(input: unknown, call: Call) {
    const asked = parseInput(AssumeRole, input, 'ValidationError');
    const role = roles.get(asked.RoleArn);
    const isTold = !role?.externalId || role.externalId === asked.ExternalId;
    if (!role || !isTold || role.trusts?.(call, asked.ExternalId) === false)
      throw denied(asked.RoleArn, call);

    refuseDuration(asked.DurationSeconds, role, call);
    const [, , , , account = ''] = asked.RoleArn.split(':');
    const { functionName } = call;
    const key = credentials.issue({
      account,
      roleArn: asked.RoleArn,
      sessionName: asked.RoleSessionName,
      ...(functionName && { functionName }),
    });
    return {
      Credentials: {
        AccessKeyId: key.accessKeyId,
        SecretAccessKey: key.secretAccessKey,
        SessionToken: key.sessionToken,
        Expiration: new Date(clock.millis() + asked.DurationSeconds * 1000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${roleIdOf(asked.RoleArn)}:${asked.RoleSessionName}`,
        Arn: sessionArn(asked.RoleArn, asked.RoleSessionName),
      },
      PackedPolicySize: 0,
    };
  }

  function getCallerIdentity(_: unknown, call: Call) {
    const { account, functionName, session } = call;
    const UserId = session
      ? `${roleIdOf(session.roleArn)}:${session.name}`
      : functionName
        ? `AROA:${functionName}`
        : account;
    return { UserId, Account: account, Arn: callerArn(call) };
  }

  return {
    trust: (role) => void roles.set(role.arn, role),
    allows: (roleArn, ...asked) => roles.get(roleArn)?.allows?.(...asked) ?? true,
    service: {
      id: 'sts',
      model: modelFor('sts'),
      operations: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
    },
  };
}

function roleIdOf(roleArn: string): string {
  return `AROA${createHash('sha256').update(roleArn).digest('hex').slice(0, 17).toUpperCase()}`;
}

const CHAINED_SECONDS = 3600;

/** A role's own limit, and for whoever has assumed a role already, an hour. */
function refuseDuration(seconds: number, role: Role, { session }: Call): void {
  const { maxSessionSeconds = 3600 } = role;
  if (seconds > maxSessionSeconds)
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  if (session && seconds > CHAINED_SECONDS)
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
}

function denied(roleArn: string, call: Call): AwsError {
  const user = callerArn(call);
  return new AwsError(
    'AccessDenied',
    `User: ${user} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    403,
  );
}
