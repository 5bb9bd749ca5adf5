// What the functions work with: the clock, the log, the table, and an adapter for each AWS service.

import { type AlarmFacts, alarmFacts } from '../aws/alarm-facts.ts';
import { applicationSignals, type Objectives } from '../aws/application-signals.ts';
import type { Place, SdkSettings } from '../aws/clients.ts';
import { type Alarms, cloudwatch } from '../aws/cloudwatch.ts';
import { type Builds, codebuild } from '../aws/codebuild.ts';
import { codecommit, type Repositories } from '../aws/codecommit.ts';
import { codedeploy, type Deployments } from '../aws/codedeploy.ts';
import { devopsGuru, type Insights } from '../aws/devops-guru.ts';
import { dynamodb, type Table } from '../aws/dynamodb.ts';
import { type Functions, lambda } from '../aws/lambda.ts';
import { type Metrics, metrics } from '../aws/metrics.ts';
import { type Artifacts, s3 } from '../aws/s3.ts';
import { stepFunctions, type Workflows } from '../aws/step-functions.ts';
import { memberAccess } from '../aws/sts.ts';
import { type Traces, xray } from '../aws/xray.ts';
import type { Clock } from '../core/clock.ts';

export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

/** Counts what operators chart, one by default; the dimension is one word. */
export type Count = (metric: string, dimension: string, value?: number) => void;

export interface Ports {
  /** The account and region that Tidegate runs in. */
  readonly home: Place;
  readonly clock: Clock;
  readonly log: Log;
  readonly count: Count;
  readonly table: Table;
  readonly builds: Builds;
  readonly repositories: Repositories;
  readonly artifacts: Artifacts;
  readonly functions: Functions;
  readonly deployments: Deployments;
  readonly alarms: Alarms;
  readonly alarmFacts: AlarmFacts;
  readonly metrics: Metrics;
  readonly traces: Traces;
  readonly objectives: Objectives;
  readonly insights: Insights;
  readonly workflows: Workflows;
}

export interface PortSettings {
  readonly sdk: SdkSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly count: Count;
  readonly tableName: string;
  readonly releaseMachineArn: string;
  /** The role to assume in member accounts. */
  readonly memberRole: string;
}

export function portsFor(settings: PortSettings): Ports {
  const { sdk, clock, log, count } = settings;
  const access = memberAccess(sdk, clock, settings.memberRole);
  return {
    home: sdk.home,
    clock,
    log,
    count,
    table: dynamodb(sdk, clock, settings.tableName),
    builds: codebuild(access),
    repositories: codecommit(access),
    artifacts: s3(access),
    functions: lambda(access),
    deployments: codedeploy(access),
    alarms: cloudwatch(access),
    alarmFacts: alarmFacts(access),
    metrics: metrics(access),
    traces: xray(access),
    objectives: applicationSignals(access),
    insights: devopsGuru(access),
    workflows: stepFunctions(sdk, clock, settings.releaseMachineArn),
  };
}
