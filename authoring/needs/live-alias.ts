// An alias of a function, made so that its stack never moves it again.

import { logicalId } from '../alarms/name.ts';
import type { Naming, NeededResource } from './need.ts';

interface FunctionAlias {
  readonly function: string;
  readonly alias: string;
}

export interface AliasIds {
  readonly version: string;
  readonly alias: string;
}

export function aliasIds({ function: name, alias }: FunctionAlias): AliasIds {
  return {
    version: logicalId(name, alias, 'first', 'version'),
    alias: logicalId(name, alias, 'alias'),
  };
}

/**
 * A version is published when it is made, and then never again: whatever else changes in the stack, the alias that
 * names it stays as it is written, so that CloudFormation leaves alone what Tidegate has moved.
 */
export function aliasResources(
  of: FunctionAlias,
  { functionNamed }: Naming,
  updatePolicy?: Readonly<Record<string, unknown>>,
): Record<string, NeededResource> {
  const ids = aliasIds(of);
  const FunctionName = functionNamed(of.function);
  return {
    [ids.version]: {
      Type: 'AWS::Lambda::Version',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { FunctionName },
    },
    [ids.alias]: {
      Type: 'AWS::Lambda::Alias',
      ...(updatePolicy && { UpdatePolicy: updatePolicy }),
      Properties: {
        FunctionName,
        FunctionVersion: { 'Fn::GetAtt': [ids.version, 'Version'] },
        Name: of.alias,
      },
    },
  };
}

/** The same in CDK; its `currentVersion` would be another one with each change of the code. */
export function declaredAlias(ids: AliasIds, alias: string, { tag }: Naming): string {
  return `cdk.Tags.of(code).add('tidegate', '${tag}');
const first = new lambda.Version(stack, '${ids.version}', {
  lambda: code,
  removalPolicy: cdk.RemovalPolicy.RETAIN,
});
const alias = new lambda.Alias(stack, '${ids.alias}', { aliasName: '${alias}', version: first });
`;
}
