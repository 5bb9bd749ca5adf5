// What the engine needs from the world it runs in.

import type { Call } from '../service.ts';
import type { Json } from './json.ts';

export interface EngineHost {
  /**
   * Runs a Lambda function. Resolves to its payload; rejects with an error whose `name` and `message` are those of what
   * the function threw, or with an `AwsError` where Lambda itself refused.
   */
  invokeFunction(
    functionArnOrName: string,
    payload: Json,
    call: Call,
  ): Promise<{ payload: Json; executedVersion: string }>;
  /**
   * Calls a simulated AWS API by service id and PascalCase action. Input and answer are those of the SDK's commands:
   * bytes are `Uint8Array`s, times are `Date`s. Rejects with `AwsError`.
   */
  callService(serviceId: string, action: string, input: unknown, call: Call): Promise<unknown>;
  /** Whether a StartExecution of a state machine's comes too soon after many others. */
  startsTooFast?(call: Call): boolean;
  /** Told of every "Step Functions Execution Status Change". */
  emit(event: ExecutionStatusEvent): void;
}

/** An EventBridge event, whole. */
export interface ExecutionStatusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'Step Functions Execution Status Change';
  readonly source: 'aws.states';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: ExecutionStatusDetail;
}

export interface ExecutionStatusDetail {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly stateMachineVersionArn: string | null;
  readonly stateMachineAliasArn: string | null;
  readonly name: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** Milliseconds since 1970. */
  readonly startDate: number;
  readonly stopDate: number | null;
  readonly input: string | null;
  readonly inputDetails: { readonly included: boolean };
  readonly output: string | null;
  readonly outputDetails: { readonly included: boolean } | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly redriveCount: number;
  readonly redriveDate: number | null;
  readonly redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE';
  readonly redriveStatusReason: string | null;
}
