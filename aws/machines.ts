// Step Functions: says where an alias of a state machine points and what a version is, and moves an alias.

import {
  DescribeStateMachineAliasCommand,
  DescribeStateMachineCommand,
  SFNClient,
  UpdateStateMachineAliasCommand,
} from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { AliasTruth } from '../core/found-truth.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { machineArn } from './machine-arn.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** A target's machine, with the alias that is shifted. */
export interface MachineAlias extends Place {
  readonly machine: { readonly name: string; readonly alias: string };
}

export interface Machines {
  /** What an alias is; undefined where it, or its machine, is not there. */
  readAlias(target: MachineAlias): Promise<AliasTruth | undefined>;
  /** The definition of a version; undefined where there is no such version. */
  definitionOf(target: MachineAlias, version: string): Promise<string | undefined>;
  /**
   * Sends all executions that are started by the alias to one version, or all but some share. Throws `NotReady`
   * where it is in a later setting by now: Step Functions has no lock, so it is read just before. Resolves to what
   * the new setting is called.
   */
  pointAlias(
    target: MachineAlias,
    to: {
      readonly version: string;
      readonly setting: string;
      readonly weights?: Readonly<Record<string, number>>;
    },
  ): Promise<string>;
}

const routes = z
  .array(z.object({ stateMachineVersionArn: z.string(), weight: z.number() }))
  .min(1)
  .max(2);
const described = z.object({
  routingConfiguration: routes,
  creationDate: z.date(),
  updateDate: z.date().optional(),
});
const updated = z.object({ updateDate: z.date() });

export function machines(access: MemberAccess): Machines {
  const reading = (place: Place) => access.client(SFNClient, place);
  const moving = (place: Place) => access.client(SFNClient, place, { to: 'stop' });

  return {
    readAlias: async (target) => readAlias(await reading(target), target),
    definitionOf: async (target, version) => definitionOf(await reading(target), target, version),
    async pointAlias(target, { version, setting, weights = {} }) {
      const now = await readAlias(await reading(target), target);
      if (now && isLater(now.setting, setting)) {
        const text = `expected alias ${calledOf(target)} to be as it was read, got one that was moved since`;
        throw new Failure('NotReady', text);
      }
      return point(await moving(target), target, sharesOf(version, weights));
    },
  };
}

/** Its routes by their versions, in per cent. */
function sharesOf(version: string, weights: Readonly<Record<string, number>>): [string, number][] {
  const others = Object.entries(weights).map(([it, share]): [string, number] => [
    it,
    Math.round(share * 100),
  ]);
  const rest = others.reduce((left, [, percent]) => left - percent, 100);
  return [[version, rest], ...others];
}

async function point(
  client: SFNClient,
  target: MachineAlias,
  shares: readonly (readonly [string, number])[],
): Promise<string> {
  const arn = machineArn(target, target.machine.name);
  const routingConfiguration = shares.map(([version, weight]) => ({
    stateMachineVersionArn: `${arn}:${version}`,
    weight,
  }));
  const command = new UpdateStateMachineAliasCommand({
    stateMachineAliasArn: `${arn}:${target.machine.alias}`,
    routingConfiguration,
  });
  const what = `pointing alias ${calledOf(target)}`;
  const { updateDate } = answerOf(what, updated, await translated(what, client.send(command)));
  return settingOf(updateDate, shares);
}

async function readAlias(client: SFNClient, target: MachineAlias): Promise<AliasTruth | undefined> {
  const { name, alias } = target.machine;
  const command = new DescribeStateMachineAliasCommand({
    stateMachineAliasArn: `${machineArn(target, name)}:${alias}`,
  });
  const what = `reading alias ${calledOf(target)}`;
  const found = await orNothing(what, client.send(command));
  if (found === undefined) return undefined;
  const { routingConfiguration, creationDate, updateDate } = answerOf(what, described, found);
  const shares = routingConfiguration
    .map(({ stateMachineVersionArn: arn, weight }) => [arn.split(':').at(-1)!, weight] as const)
    .filter(([, weight]) => weight > 0);
  // It goes out from the first, as Step Functions was told; of two it tells no other which is the main one.
  const [[version = ''] = [], ...others] = shares;
  return {
    kind: 'alias',
    version,
    weights: Object.fromEntries(others.map(([it, weight]) => [it, weight / 100])),
    setting: settingOf(updateDate ?? creationDate, shares),
  };
}

/** When it was set, and to what: a later one sorts behind an earlier one. */
function settingOf(updatedAt: Date, shares: readonly (readonly [string, number])[]): string {
  const sorted = shares
    .filter(([, percent]) => percent > 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [updatedAt.toISOString(), ...sorted.map(([it, percent]) => `${it}=${percent}`)].join(' ');
}

/** Whether a setting was made after another one: Step Functions tells of one for seconds after the next was made. */
export function isLater(setting: string, than: string): boolean {
  return timeOf(setting) > timeOf(than);
}

function timeOf(setting: string): string {
  return setting.split(' ')[0]!;
}

async function definitionOf(
  client: SFNClient,
  target: MachineAlias,
  version: string,
): Promise<string | undefined> {
  const { name } = target.machine;
  const command = new DescribeStateMachineCommand({
    stateMachineArn: `${machineArn(target, name)}:${version}`,
  });
  const what = `reading version ${version} of state machine ${name}`;
  const found = await orNothing(what, client.send(command));
  return found?.definition;
}

const NOT_THERE = ['ResourceNotFound', 'StateMachineDoesNotExist'];

export async function orNothing<T>(what: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (cause) {
    if (NOT_THERE.includes(nameOf(cause))) return undefined;
    return translated(what, Promise.reject(cause));
  }
}

function calledOf({ machine: { name, alias } }: MachineAlias): string {
  return `${alias} of state machine ${name}`;
}
