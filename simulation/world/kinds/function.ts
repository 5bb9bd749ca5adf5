// The functions of Lambda whose aliases targets name.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { PackageType } from '@tidegate/embedded-aws/services/lambda/functions';
import { secondsIn } from '../../../core/duration.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { stageOf } from '../../stack/stack.ts';
import type { Provisioned } from '../moves-schema.ts';
import type { ProvisionParts, Share, TruthParts, WatchedAs } from './kind.ts';
import { isFirst } from './shared.ts';

type AliasTarget = Extract<TargetDefinition, { readonly lambda: object }>;

export function provisionFunction(parts: ProvisionParts, target: AliasTarget): void {
  if (!isFirst(parts, target, (it) => it.lambda?.function)) return;
  const { account, region, lambda } = target;
  const aliases = aliasesOf(parts, target);
  const tags = { tidegate: stageOf(parts.stack) };
  const packageType = packageTypeOf(target);
  parts.aws.lambda.register({
    account,
    region,
    name: lambda.function,
    tags,
    aliases,
    packageType,
  });
}

function packageTypeOf({ lambda }: AliasTarget): PackageType {
  return lambda.image === undefined ? 'Zip' : 'Image';
}

/** All aliases are on its first version. */
export function layFunction(aws: EmbeddedAws, target: AliasTarget, content: string): string {
  const { account, region, lambda } = target;
  const { function: name } = lambda;
  const { aliases: named, tags, packageType } = aws.lambda.find(name, target);
  aws.lambda.register({
    account,
    region,
    name,
    tags,
    aliases: [...named.keys()],
    code: content,
    packageType,
  });
  return '1';
}

export function sharesBehind({ aws, named }: TruthParts, target: AliasTarget): Share[] {
  const { function: name, alias } = target.lambda;
  const { version, weights } = aws.lambda.running(name, alias, target);
  const { versions } = aws.lambda.find(name, target);
  const others = Object.entries(weights).map(([number, part]) => {
    const code = versions.find((each) => each.number === number)?.code;
    return { revision: code && named(code.sha256), part };
  });
  const left = 1 - others.reduce((sum, { part }) => sum + part, 0);
  return [{ revision: named(version.code.sha256), part: left }, ...others];
}

/** All aliases of the target's function: several targets may be aliases of one. */
function aliasesOf(
  { targets }: Pick<ProvisionParts, 'targets'>,
  { account, region, lambda }: TargetDefinition,
): string[] {
  const same = targets.filter(
    (each) =>
      each.account === account &&
      each.region === region &&
      each.lambda?.function === lambda?.function,
  );
  return [...new Set(same.flatMap((each) => each.lambda?.alias ?? []))];
}

/** A function is seen twice: as Lambda runs it, and as it runs. */
export function functionWatchedAs({ account, region, lambda }: AliasTarget): WatchedAs {
  const name = lambda.function;
  return {
    services: [
      { name, type: 'AWS::Lambda' },
      { name, type: 'AWS::Lambda::Function' },
    ],
    environment: 'lambda:default',
    arn: `arn:aws:lambda:${region}:${account}:function:${name}`,
  };
}

/** Of what serves when it is said, or of the alias, whatever that points to. */
export function keepWarm(
  { aws }: { readonly aws: EmbeddedAws },
  target: TargetDefinition,
  { count, of, takes, fails }: Provisioned,
): void {
  if (!target.lambda) return;
  const { function: name, alias } = target.lambda;
  const found = aws.lambda.find(name, target);
  const serves = aws.lambda.running(name, alias, target).version.number;
  found.provisioned.set(of === 'alias' ? alias : serves, { count, readyAt: 0 });
  found.provisioning = { seconds: secondsIn(takes), ...(fails && { fails }) };
}
