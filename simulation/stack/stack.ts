// What stands once a template is deployed: functions with their roles, rules, machines, queues and the table.

import type { MemberRoles } from '../../aws/sts.ts';
import type { StackRoute } from './stack-routes.ts';
import type { StackRule } from './stack-rules.ts';
import type { Statement } from './stack-statements.ts';

export interface Stack {
  readonly stackName: string;
  readonly tableName: string;
  /** As CreateTable takes it. */
  readonly table: Readonly<Record<string, unknown>>;
  readonly environment: Environment;
  readonly functions: readonly StackFunction[];
  readonly machines: readonly StackMachine[];
  /** Of the HTTP API, where there is one. */
  readonly apiId: string | undefined;
  /** What it says of itself once it is there, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly queues: readonly { readonly name: string; readonly MessageRetentionPeriod: number }[];
}

/** The stage that it was deployed at: `tidegate-prod` is of `prod`. */
export function stageOf({ stackName }: Stack): string {
  return stackName.replace(/^tidegate-/, '');
}

export interface StackFunction {
  /** Its entry's key, which is the state's name. */
  readonly name: string;
  readonly functionName: string;
  readonly arn: string;
  /** As Lambda has it: `functions/sweep.handler`. */
  readonly handler: string;
  /** Of the repository's root, without an extension. */
  readonly file: string;
  /** Whether each deployment publishes a version of it. */
  readonly isVersioned: boolean;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Environment;
  readonly roleArn: string;
  readonly statements: readonly Statement[];
  readonly rules: readonly (StackRule & { readonly pattern: Readonly<Record<string, unknown>> })[];
  readonly schedules: readonly (StackRule & { readonly schedule: string })[];
  readonly routes: readonly StackRoute[];
  /** The queue that takes what the function has failed on. */
  readonly onFailure: string | undefined;
}

export interface StackMachine {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly statements: readonly Statement[];
  readonly definition: string;
  /** Whether executions are started by its alias `live`. */
  readonly isLive: boolean;
}

/** What functions assume in member accounts. */
export function memberRolesOf(environment: Environment): MemberRoles {
  return {
    reads: environment.TIDEGATE_READ_ROLE,
    stops: environment.TIDEGATE_STOP_ROLE,
    deploys: environment.TIDEGATE_DEPLOY_ROLE,
    tests: environment.TIDEGATE_TEST_ROLE,
    mutes: environment.TIDEGATE_MUTE_ROLE,
    externalId: environment.TIDEGATE_EXTERNAL_ID,
  };
}

/** The variables that each function has. */
export interface Environment {
  readonly TIDEGATE_RELEASE_MACHINE: string;
  readonly TIDEGATE_READ_ROLE: string;
  readonly TIDEGATE_STOP_ROLE: string;
  readonly TIDEGATE_DEPLOY_ROLE: string;
  readonly TIDEGATE_TEST_ROLE: string;
  readonly TIDEGATE_MUTE_ROLE: string;
  readonly TIDEGATE_EXTERNAL_ID: string;
  readonly [name: string]: string;
}
