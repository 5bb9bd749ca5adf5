// The roles of a member account, as docs/aws-member-roles.yml makes them: whom they trust and what they allow.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { parse } from 'yaml';
import * as z from 'zod';
import { partitionOf } from '../../core/partition.ts';
import { intrinsicsOf } from './intrinsics.ts';
import { fits, remembering } from './permissions.ts';
import { repositoryRoot } from './root.ts';
import { INTRINSIC_TAGS } from './serverless-file.ts';
import { type Stack, stageOf } from './stack.ts';
import { ofType, type Reader } from './stack-reader.ts';
import { readStatements } from './stack-statements.ts';
import { type Home, type Template, withParameters } from './template.ts';

type Role = Parameters<EmbeddedAws['sts']['trust']>[0];

export interface Tools {
  readonly stack: Stack;
  readonly home: Home;
  /** ARNs of the buckets that builds there put artifacts into. */
  readonly artifactBuckets: readonly string[];
}

/** All are there once the account is somebody's target. */
export function addMemberRoles(aws: EmbeddedAws, tools: Tools, account: string): void {
  for (const role of rolesOf(tools, account)) aws.sts.trust(role);
}

const known = new WeakMap<Stack, Map<string, Role[]>>();

function rolesOf(tools: Tools, account: string): Role[] {
  const ofStack = known.get(tools.stack) ?? new Map<string, Role[]>();
  known.set(tools.stack, ofStack);
  const roles = ofStack.get(account) ?? memberRoles(tools, account);
  ofStack.set(account, roles);
  return roles;
}

let template: Template | undefined;

/** As the file says them. */
export function memberTemplate(): Template {
  template ??= parse(readFileSync(join(repositoryRoot, 'docs/aws-member-roles.yml'), 'utf8'), {
    customTags: INTRINSIC_TAGS,
  }) as Template;
  return template;
}

function memberRoles({ stack, home, artifactBuckets }: Tools, account: string): Role[] {
  const given = withParameters(memberTemplate(), {
    ToolsAccount: home.account,
    TidegateStage: stageOf(stack),
    ExternalId: stack.environment.TIDEGATE_EXTERNAL_ID,
    ArtifactBuckets: artifactBuckets.join(','),
    LogReaders: `arn:aws:iam::${home.account}:role/people-*`,
  });
  const place = { account, region: home.region };
  const reader = { template: given, intrinsics: intrinsicsOf(given, place, 'tidegate-member') };
  const ownRoles = new Map(stack.functions.map(({ name, roleArn }) => [name, roleArn]));
  return ofType(reader, 'AWS::IAM::Role').map(([id]) => roleAt(reader, id, home, ownRoles));
}

/** Strict: a condition that is not understood here would be taken for met. */
const trust = z.object({
  AssumeRolePolicyDocument: z.object({
    Statement: z.tuple([
      z.strictObject({
        Effect: z.literal('Allow'),
        Principal: z.strictObject({ AWS: z.string() }),
        Action: z.literal('sts:AssumeRole'),
        Condition: z.strictObject({
          StringEquals: z.strictObject({ 'sts:ExternalId': z.string() }),
          ArnLike: z.strictObject({ 'aws:PrincipalArn': z.array(z.string()) }),
        }),
      }),
    ]),
  }),
});

function roleAt(
  reader: Reader,
  id: string,
  { account, region }: Home,
  ownRoles: ReadonlyMap<string, string>,
): Role {
  const { intrinsics } = reader;
  const properties = intrinsics.evaluate(reader.template.Resources[id]?.Properties);
  const [{ Principal, Condition }] = trust.parse(properties).AssumeRolePolicyDocument.Statement;
  const arn = intrinsics.attribute(id, 'Arn');
  const statements = readStatements(reader, arn);
  const patterns = Condition.ArnLike['aws:PrincipalArn'];
  const root = `arn:${partitionOf(region)}:iam::${account}:root`;
  return {
    arn,
    // People are put to no test here: on AWS they have a role of their own there, and name it with --role.
    trusts: (caller, externalId) =>
      caller.functionName === undefined ||
      (Principal.AWS === root &&
        caller.account === account &&
        externalId === Condition.StringEquals['sts:ExternalId'] &&
        patterns.some((each) => fits(each, ownRoles.get(caller.functionName ?? '') ?? ''))),
    allows: remembering(statements),
  };
}
