// A definition as a machine that runs, checked first; each once, for many worlds make the same machines.

import { AwsError } from '../../service.ts';
import { compileMachine } from '../compile.ts';
import type { Machine } from '../definition.ts';
import type { JsonObject } from '../json.ts';
import { type MachineType, validateDefinition } from '../validator/validate.ts';

/** A generated machine may have thousands; ValidateStateMachineDefinition tells more of them. */
const ERRORS_TOLD = 20;

/** So many are kept; whoever makes more makes others each time. */
const MOST_KEPT = 64;
const kept = new Map<string, Machine>();

/** Nothing of a machine changes as it runs. Throws `InvalidDefinition` with what is wrong and where. */
export function checkedMachine(definition: string, type: MachineType): Machine {
  const key = `${type} ${definition}`;
  const known = kept.get(key);
  if (known) return known;
  refuseInvalid(definition, type);
  const machine = compileMachine(JSON.parse(definition) as JsonObject);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, machine);
  return machine;
}

function refuseInvalid(definition: string, type: MachineType): void {
  const errors = validateDefinition(definition, type).filter(
    ({ severity }) => severity === 'ERROR',
  );
  if (errors.length === 0) return;
  const told = errors
    .slice(0, ERRORS_TOLD)
    .map(({ code, message, location }) => `${code}: ${message} at ${location ?? null}`);
  throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${told.join(', ')}'`);
}
