// The alias of a target that Tidegate itself shifts, whichever service has it.

import { isLater } from '../../aws/machines.ts';
import { Failure } from '../../core/failure.ts';
import type { AliasTruth } from '../../core/found-truth.ts';
import type { SteppingTarget } from '../../core/stepping.ts';
import type { Ports } from '../ports.ts';

export async function readAlias(ports: Ports, target: SteppingTarget): Promise<AliasTruth> {
  const truth = await aliasOf(ports, target);
  if (truth) return truth;
  const { what, name, alias } = namesOf(target);
  throw new Failure('Refused', `expected ${what} ${name} to have the alias ${alias}, got none`);
}

function aliasOf(ports: Ports, target: SteppingTarget): Promise<AliasTruth | undefined> {
  if (target.machine) return ports.machines.readAlias(target);
  const { function: name, alias } = target.lambda;
  return ports.functions.readAlias(target, name, alias);
}

function namesOf(target: SteppingTarget) {
  if (target.machine) return { what: 'state machine', ...target.machine };
  return { what: 'function', name: target.lambda.function, alias: target.lambda.alias };
}

export interface Pointing {
  readonly version: string;
  /** As it was read: where the alias has another by now, nobody may move it. */
  readonly setting: string;
  readonly weights: Readonly<Record<string, number>>;
}

/** Resolves to what the platform calls the new setting. */
export function pointAlias(ports: Ports, target: SteppingTarget, to: Pointing): Promise<string> {
  if (target.machine) return ports.machines.pointAlias(target, to);
  const { function: name, alias } = target.lambda;
  return ports.functions.pointAlias(target, name, alias, to);
}

/**
 * Whether what was read is older than what was set since: Step Functions tells of an alias as it was for seconds after
 * it was moved, Lambda as it is.
 */
export function isStale(
  target: Pick<SteppingTarget, 'machine'>,
  truth: AliasTruth,
  lastSet: string | undefined,
): boolean {
  return target.machine !== undefined && lastSet !== undefined && isLater(lastSet, truth.setting);
}
