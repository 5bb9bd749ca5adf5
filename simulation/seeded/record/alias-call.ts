// A call that moves an alias, of a function or of a state machine: whose it is, and which versions get how much.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { machineArn } from '../../../aws/machine-arn.ts';
import { isStepping, type SteppingTarget } from '../../../core/stepping.ts';
import { machineOf, revisionIn } from '../../world/kinds/machine.ts';
import type { World } from '../../world/world.ts';

export interface AliasCall {
  readonly target: SteppingTarget;
  /** Of all of the traffic, by version; what gets nothing is left out. */
  readonly shares: Readonly<Record<string, number>>;
  /** The version that it goes to: of two, not the one that it goes out from. */
  readonly goesTo: string;
}

/** Undefined of all other calls, and of an alias that Tidegate itself does not shift. */
export function aliasCallOf(world: World, made: FaultedCall): AliasCall | undefined {
  switch (`${made.service}:${made.operation}`) {
    case 'lambda:UpdateAlias':
      return ofFunction(world, made);
    case 'states:UpdateStateMachineAlias':
      return ofMachine(world, made);
    default:
      return undefined;
  }
}

interface Pointing {
  readonly FunctionName?: string;
  readonly Name?: string;
  readonly FunctionVersion?: string;
  readonly RoutingConfig?: { readonly AdditionalVersionWeights?: Readonly<Record<string, number>> };
}

function ofFunction(world: World, { input, call }: FaultedCall): AliasCall | undefined {
  const { FunctionName, Name, FunctionVersion = '', RoutingConfig } = input as Pointing;
  const target = steppingIn(
    world,
    call,
    ({ lambda }) => lambda?.function === FunctionName && lambda?.alias === Name,
  );
  const others = RoutingConfig?.AdditionalVersionWeights ?? {};
  const rest = Object.values(others).reduce((left, share) => left - share, 1);
  const [goesTo = FunctionVersion] = Object.keys(others);
  return target && { target, shares: { [FunctionVersion]: rest, ...others }, goesTo };
}

interface Routing {
  readonly stateMachineAliasArn?: string;
  readonly routingConfiguration?: readonly {
    readonly stateMachineVersionArn: string;
    readonly weight: number;
  }[];
}

function ofMachine(world: World, { input, call }: FaultedCall): AliasCall | undefined {
  const { stateMachineAliasArn: asked, routingConfiguration = [] } = input as Routing;
  const target = steppingIn(
    world,
    call,
    ({ machine }) =>
      machine !== undefined && `${machineArn(call, machine.name)}:${machine.alias}` === asked,
  );
  const shares = routingConfiguration
    .filter(({ weight }) => weight > 0)
    .map(
      ({ stateMachineVersionArn: arn, weight }) => [arn.split(':').at(-1)!, weight / 100] as const,
    );
  const [goesTo = ''] = shares.at(-1) ?? [];
  return target && { target, shares: Object.fromEntries(shares), goesTo };
}

function steppingIn(
  { targets }: World,
  { account, region }: FaultedCall['call'],
  is: (target: SteppingTarget) => boolean,
): SteppingTarget | undefined {
  return targets.find(
    (it): it is SteppingTarget =>
      isStepping(it) && it.account === account && it.region === region && is(it),
  );
}

/** The revision of a version, by the scenario's name: asked for now, since the version may be deleted later. */
export function revisionOfVersion(
  { aws, revisions }: World,
  target: SteppingTarget,
  version: string | undefined,
): string | undefined {
  if (target.machine) return revisionIn(machineOf(aws, target), version ?? '');
  const { versions } = aws.lambda.find(target.lambda.function, target);
  const sha256 = versions.find(({ number }) => number === version)?.code.sha256 ?? '';
  return revisions.nameOf(Buffer.from(sha256, 'base64').toString('hex'));
}
