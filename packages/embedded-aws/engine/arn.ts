// The ARNs of Step Functions.

import { partitionOf } from '../partition.ts';
import type { Call } from '../service.ts';

export interface StatesArn {
  readonly account: string;
  readonly region: string;
  readonly kind: string;
  readonly rest: string;
}

const FORM =
  /^arn:aws[\w-]*:states:([\w-]+):(\d{12}):(stateMachine|execution|mapRun|express|activity):(.+)$/s;

export function parseArn(text: string): StatesArn | undefined {
  const [, region, account, kind, rest] = FORM.exec(text) ?? [];
  if (!region || !account || !kind || !rest) return undefined;
  return { account, region, kind, rest };
}

export function machineArn(
  { account, region }: Pick<Call, 'account' | 'region'>,
  name: string,
): string {
  return `arn:${partitionOf(region)}:states:${region}:${account}:stateMachine:${name}`;
}

export function executionArn(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

/** The machine of an execution, without the version or alias that it was started by. */
export function machineOf(execution: string): string {
  return execution.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, '');
}

export function mapRunArn(stateMachineArn: string, label: string, id: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':mapRun:')}/${label}:${id}`;
}
