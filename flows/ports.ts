// What the functions work with: the clock, the log, the table, and an adapter for each AWS service.

import type { AlarmFacts } from '../aws/alarm-facts.ts';
import type { Configurations } from '../aws/app-config.ts';
import type { ConfigurationStarts } from '../aws/app-config-starts.ts';
import type { Objectives } from '../aws/application-signals.ts';
import type { Callees } from '../aws/callees.ts';
import type { ChangeCalendars } from '../aws/change-calendars.ts';
import type { Place, SdkSettings } from '../aws/clients.ts';
import type { Sites } from '../aws/cloudfront.ts';
import type { Alarms } from '../aws/cloudwatch.ts';
import type { Builds } from '../aws/codebuild.ts';
import type { Repositories } from '../aws/codecommit.ts';
import type { Deployments } from '../aws/codedeploy.ts';
import type { Dashboards } from '../aws/dashboards.ts';
import type { Insights } from '../aws/devops-guru.ts';
import type { Table } from '../aws/dynamodb.ts';
import type { Images } from '../aws/ecr.ts';
import type { Containers } from '../aws/ecs.ts';
import type { ServiceUpdates } from '../aws/ecs-updates.ts';
import type { EventBuses } from '../aws/event-buses.ts';
import type { Experiments } from '../aws/fis.ts';
import type { Jobs } from '../aws/jobs.ts';
import type { Signatures } from '../aws/kms.ts';
import type { Functions } from '../aws/lambda.ts';
import type { Cooling } from '../aws/lambda-cooling.ts';
import type { Versions } from '../aws/lambda-versions.ts';
import type { Warmth } from '../aws/lambda-warmth.ts';
import type { Loads } from '../aws/loads.ts';
import type { MachineVersions } from '../aws/machine-versions.ts';
import type { Machines } from '../aws/machines.ts';
import type { Metrics } from '../aws/metrics.ts';
import type { MuteRules } from '../aws/mute-rules.ts';
import type { Outside } from '../aws/outside.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Artifacts } from '../aws/s3.ts';
import type { StackSetStarts } from '../aws/set-update.ts';
import type { SiteFiles } from '../aws/site-files.ts';
import type { StackSets } from '../aws/stack-sets.ts';
import type { Stacks } from '../aws/stacks.ts';
import type { Workflows } from '../aws/step-functions.ts';
import type { MemberRoles } from '../aws/sts.ts';
import type { Canaries } from '../aws/synthetics.ts';
import type { CanaryStarts } from '../aws/synthetics-starts.ts';
import type { Reports } from '../aws/test-reports.ts';
import type { Topics } from '../aws/topics.ts';
import type { Trace } from '../aws/trace-segments.ts';
import type { Traces } from '../aws/xray.ts';
import type { Clock } from '../core/clock.ts';
import type { CountedWord, MeasureName, MetricName } from '../core/counted.ts';

export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

/** Counts what operators chart and are paged for, one by default. */
export type Count = <Name extends MetricName>(
  metric: Name,
  word: CountedWord<Name>,
  value?: number,
) => void;

/** Measures what is in front of a stage's gate, and what its deployments do, for operators to chart. */
export type Measure = (
  metric: MeasureName,
  of: {
    readonly pipeline: string;
    readonly stage: string;
    /** The release, which no chart tells apart, and whoever searches the logs does. */
    readonly deployment?: string;
  },
  value: number,
) => void;

export interface Ports extends AdaptedPorts {
  /** The account and region that Tidegate runs in. */
  readonly home: Place;
  readonly clock: Clock;
  readonly log: Log;
  readonly count: Count;
  readonly measure: Measure;
  /** Only on AWS does anybody keep traces. */
  readonly trace?: Trace | undefined;
}

/** Those behind which a service of AWS is. */
export interface AdaptedPorts {
  readonly table: Table;
  readonly builds: Builds;
  readonly repositories: Repositories;
  readonly calendars: ChangeCalendars;
  readonly artifacts: Artifacts;
  readonly functions: Functions;
  readonly versions: Versions;
  readonly warmth: Warmth;
  readonly cooling: Cooling;
  readonly deployments: Deployments;
  readonly containers: Containers;
  readonly serviceUpdates: ServiceUpdates;
  readonly images: Images;
  readonly jobs: Jobs;
  readonly sites: Sites;
  readonly siteFiles: SiteFiles;
  readonly stacks: Stacks;
  readonly stackSets: StackSets;
  readonly stackSetStarts: StackSetStarts;
  readonly configurations: Configurations;
  readonly configurationStarts: ConfigurationStarts;
  readonly machines: Machines;
  readonly machineVersions: MachineVersions;
  readonly alarms: Alarms;
  readonly alarmFacts: AlarmFacts;
  readonly metrics: Metrics;
  readonly muteRules: MuteRules;
  readonly traces: Traces;
  readonly objectives: Objectives;
  readonly insights: Insights;
  readonly workflows: Workflows;
  readonly signatures: Signatures;
  readonly callees: Callees;
  readonly canaries: Canaries;
  readonly canaryStarts: CanaryStarts;
  readonly experiments: Experiments;
  readonly parameters: Parameters;
  readonly dashboards: Dashboards;
  readonly reports: Reports;
  readonly loads: Loads;
  /** Third parties: nobody of AWS. */
  readonly outside: Outside;
  readonly topics: Topics;
  readonly buses: EventBuses;
}

export interface PortSettings {
  readonly sdk: SdkSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly count: Count;
  readonly measure: Measure;
  readonly trace?: Trace | undefined;
  readonly tableName: string;
  readonly releaseMachineArn: string;
  /** Whether each service has a dashboard; it has, where nobody says otherwise. */
  readonly serviceDashboards?: boolean | undefined;
  /** Whether releases are marked on them; they are not, where nobody says otherwise. */
  readonly deploymentMarks?: boolean | undefined;
  /** The roles to assume in member accounts. */
  readonly memberRoles: MemberRoles;
}
