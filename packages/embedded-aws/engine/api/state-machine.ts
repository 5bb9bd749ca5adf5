// State machines with their versions and aliases: the records and how to find them.

import type { Chance } from '../../chance.ts';
import { AwsError } from '../../service.ts';
import type { Revision } from '../execution.ts';
import { checkArn } from './input.ts';

export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly createdAt: number;
  updatedAt: number;
  revision: Revision;
  /** Logging, tracing and encryption as given: kept, not acted on. */
  settings: Readonly<Record<string, unknown>>;
  readonly versions: Map<number, Version>;
  lastVersion: number;
  readonly aliases: Map<string, Alias>;
  readonly tags: Map<string, string>;
}

export interface Version {
  readonly number: number;
  readonly arn: string;
  readonly revision: Revision;
  readonly description: string | undefined;
  readonly createdAt: number;
}

export interface Route {
  readonly stateMachineVersionArn: string;
  /** Percent of the executions. */
  readonly weight: number;
}

export interface Alias {
  readonly arn: string;
  readonly name: string;
  description: string | undefined;
  routes: readonly Route[];
  readonly createdAt: number;
  updatedAt: number;
  /** Each setting that it had, with its time: the last one is what it has. */
  readonly settings: Setting[];
}

export interface Setting {
  readonly at: number;
  readonly routes: readonly Route[];
}

/** Whom to tell of each alias that a call moves. */
export type Moved = (machine: StateMachine, before: Setting, after: Alias) => void;

export function setRoutes(alias: Alias, routes: readonly Route[], at: number): void {
  alias.routes = routes;
  alias.updatedAt = at;
  alias.settings.push({ at, routes });
}

/** How it was at that time; it is told of so for seconds after it was moved. */
export function settingAt({ settings, createdAt, routes }: Alias, time: number): Setting {
  return settings.findLast(({ at }) => at <= time) ?? settings[0] ?? { at: createdAt, routes };
}

/** By ARN without qualifier. */
export type StateMachines = Map<string, StateMachine>;

export interface Found {
  readonly machine: StateMachine;
  readonly version?: Version;
  readonly alias?: Alias;
}

/** Finds a state machine, one of its versions or one of its aliases; throws AWS's errors. */
export function findMachine(machines: StateMachines, arn: string): Found {
  checkArn(arn, 'stateMachine');
  const [, base, qualifier] = /^(.*:stateMachine:[^:]+)(?::([^:]+))?$/.exec(arn) ?? [];
  const machine = base === undefined ? undefined : machines.get(base);
  if (!machine) throw doesNotExist(arn);
  if (qualifier === undefined) return { machine };
  const version = machine.versions.get(Number(qualifier));
  if (version) return { machine, version };
  const alias = machine.aliases.get(qualifier);
  if (alias) return { machine, alias };
  throw doesNotExist(arn);
}

function doesNotExist(arn: string): AwsError {
  return new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

/** What an execution started on this ARN runs; an alias with two routes draws one. */
export function revisionToRun(machines: StateMachines, arn: string, chance: Chance): Revision {
  const { machine, version, alias } = findMachine(machines, arn);
  if (version) return version.revision;
  if (!alias) return machine.revision;
  const routed = findMachine(machines, chooseRoute(alias, chance));
  return { ...(routed.version?.revision ?? machine.revision), aliasArn: alias.arn };
}

function chooseRoute({ routes }: Alias, chance: Chance): string {
  const [first, second] = routes as readonly [Route, Route?];
  const drawn = second && chance.next() * 100 >= first.weight ? second : first;
  return drawn.stateMachineVersionArn;
}
