// Deploys another Tidegate over one that runs, as CloudFormation does: new versions of functions and machines, to which
// the aliases move. What runs goes on with the versions that it began with.

import type { Ports } from '../../flows/ports.ts';
import type { Handler } from '../../functions/task.ts';
import { type DeployOptions, handlerOf } from './deploy.ts';
import { call, publishMachine } from './publish.ts';
import type { StackFunction, StackMachine } from './stack.ts';

export interface Upgrade extends DeployOptions {
  readonly portsFor: (functionName: string) => Ports;
  /** What the new code of a function makes of the one that is packaged. */
  readonly renewed: (name: string, handler: Handler) => Handler;
}

export async function upgradeStack(upgrade: Upgrade): Promise<void> {
  const { stack } = upgrade;
  const versions = new Map<string, string>();
  for (const entry of stack.functions) {
    const version = await renewFunction(upgrade, entry);
    if (version !== undefined) versions.set(`${entry.arn}:1`, `${entry.arn}:${version}`);
  }
  // Those that start others come after them.
  const starts = ({ definition }: StackMachine) => definition.includes(':stateMachine:');
  for (const machine of [...stack.machines].sort((a, b) => Number(starts(a)) - Number(starts(b))))
    versions.set(`${machine.arn}:1`, await renewMachine(upgrade, machine, versions));
}

async function renewFunction(upgrade: Upgrade, entry: StackFunction): Promise<string | undefined> {
  const { name, functionName: FunctionName } = entry;
  const handler = await handlerOf(upgrade, entry, upgrade.portsFor(name));
  const { aws, home, renewed } = upgrade;
  aws.lambda.update(FunctionName, `${name} of another package`, renewed(name, handler), home);
  if (!entry.isVersioned) return undefined;
  const published = await call(upgrade, 'lambda', 'PublishVersion', { FunctionName });
  return (published as { readonly Version: string }).Version;
}

async function renewMachine(
  upgrade: Upgrade,
  machine: StackMachine,
  versions: ReadonlyMap<string, string>,
): Promise<string> {
  let { definition } = machine;
  for (const [before, after] of versions)
    definition = definition.replaceAll(`"${before}"`, `"${after}"`);
  const stateMachineArn = machine.arn;
  await call(upgrade, 'states', 'UpdateStateMachine', { stateMachineArn, definition });
  const routingConfiguration = await publishMachine(upgrade, machine);
  const stateMachineAliasArn = `${stateMachineArn}:live`;
  if (machine.isLive)
    await call(upgrade, 'states', 'UpdateStateMachineAlias', {
      stateMachineAliasArn,
      routingConfiguration,
    });
  return routingConfiguration[0].stateMachineVersionArn;
}
