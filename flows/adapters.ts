// The adapter of each port, each by itself: a function's bundle holds those that its file names, and their clients.

import { alarmFacts as readsAlarmFacts } from '../aws/alarm-facts.ts';
import { configurations as readsConfigurations } from '../aws/app-config.ts';
import { configurationStarts as startsConfigurations } from '../aws/app-config-starts.ts';
import { applicationSignals } from '../aws/application-signals.ts';
import { callees as makesCalls } from '../aws/callees.ts';
import { changeCalendars } from '../aws/change-calendars.ts';
import { cloudfront } from '../aws/cloudfront.ts';
import { cloudwatch } from '../aws/cloudwatch.ts';
import { codebuild } from '../aws/codebuild.ts';
import { codecommit } from '../aws/codecommit.ts';
import { codedeploy } from '../aws/codedeploy.ts';
import { dashboards as writesDashboards } from '../aws/dashboards.ts';
import { devopsGuru } from '../aws/devops-guru.ts';
import { dynamodb } from '../aws/dynamodb.ts';
import { ecr } from '../aws/ecr.ts';
import { ecs } from '../aws/ecs.ts';
import { serviceUpdates as updatesServices } from '../aws/ecs-updates.ts';
import { eventBuses as putsEvents } from '../aws/event-buses.ts';
import { fis } from '../aws/fis.ts';
import { jobs as readsJobs } from '../aws/jobs.ts';
import { kmsSignatures } from '../aws/kms.ts';
import { lambda } from '../aws/lambda.ts';
import { lambdaCooling } from '../aws/lambda-cooling.ts';
import { lambdaVersions } from '../aws/lambda-versions.ts';
import { lambdaWarmth } from '../aws/lambda-warmth.ts';
import { loads as makesLoads } from '../aws/loads.ts';
import { machineVersions as publishesMachines } from '../aws/machine-versions.ts';
import { machines as movesMachines } from '../aws/machines.ts';
import { metrics as readsMetrics } from '../aws/metrics.ts';
import { muteRules as mutes } from '../aws/mute-rules.ts';
import { outside as asksOutside } from '../aws/outside.ts';
import { parameters as readsParameters } from '../aws/parameters.ts';
import { s3 } from '../aws/s3.ts';
import { stackSetStarts as startsStackSets } from '../aws/set-update.ts';
import { siteFiles as readsSiteFiles } from '../aws/site-files.ts';
import { stackSets as readsStackSets } from '../aws/stack-sets.ts';
import { stacks as readsStacks } from '../aws/stacks.ts';
import { stepFunctions } from '../aws/step-functions.ts';
import type { MemberAccess } from '../aws/sts.ts';
import { synthetics } from '../aws/synthetics.ts';
import { startsCanaries } from '../aws/synthetics-starts.ts';
import { testReports } from '../aws/test-reports.ts';
import { topics as publishes } from '../aws/topics.ts';
import { xray } from '../aws/xray.ts';
import type { AdaptedPorts, PortSettings } from './ports.ts';

interface AdapterSettings extends PortSettings {
  readonly access: MemberAccess;
}

/** Makes ports, by their names. */
export type Adapter = {
  readonly [Name in keyof AdaptedPorts]?: (settings: AdapterSettings) => AdaptedPorts[Name];
};

export const table: Adapter = {
  table: ({ sdk, clock, tableName }) => dynamodb(sdk, clock, tableName),
};
export const workflows: Adapter = {
  workflows: ({ sdk, clock, releaseMachineArn }) => stepFunctions(sdk, clock, releaseMachineArn),
};
export const builds: Adapter = { builds: ({ access }) => codebuild(access) };
export const repositories: Adapter = { repositories: ({ access }) => codecommit(access) };
export const calendars: Adapter = { calendars: ({ access }) => changeCalendars(access) };
export const artifacts: Adapter = { artifacts: ({ access }) => s3(access) };
export const functions: Adapter = { functions: ({ access }) => lambda(access) };
export const cooling: Adapter = { cooling: ({ access }) => lambdaCooling(access) };
export const versions: Adapter = { versions: ({ access }) => lambdaVersions(access) };
export const warmth: Adapter = { warmth: ({ access }) => lambdaWarmth(access) };
export const deployments: Adapter = { deployments: ({ access }) => codedeploy(access) };
export const containers: Adapter = { containers: ({ access }) => ecs(access) };
export const serviceUpdates: Adapter = {
  serviceUpdates: ({ access }) => updatesServices(access),
};
export const images: Adapter = { images: ({ access }) => ecr(access) };
export const jobs: Adapter = { jobs: ({ access }) => readsJobs(access) };
export const sites: Adapter = { sites: ({ access }) => cloudfront(access) };
export const siteFiles: Adapter = { siteFiles: ({ access }) => readsSiteFiles(access) };
export const stacks: Adapter = { stacks: ({ access }) => readsStacks(access) };
export const stackSets: Adapter = { stackSets: ({ access }) => readsStackSets(access) };
export const stackSetStarts: Adapter = { stackSetStarts: ({ access }) => startsStackSets(access) };
export const configurations: Adapter = {
  configurations: ({ access }) => readsConfigurations(access),
};
export const configurationStarts: Adapter = {
  configurationStarts: ({ access }) => startsConfigurations(access),
};
export const machines: Adapter = { machines: ({ access }) => movesMachines(access) };
export const machineVersions: Adapter = {
  machineVersions: ({ access }) => publishesMachines(access),
};
export const alarms: Adapter = { alarms: ({ access }) => cloudwatch(access) };
export const alarmFacts: Adapter = { alarmFacts: ({ access }) => readsAlarmFacts(access) };
export const metrics: Adapter = { metrics: ({ access }) => readsMetrics(access) };
export const muteRules: Adapter = {
  muteRules: ({ access, releaseMachineArn }) => mutes(access, releaseMachineArn),
};
export const traces: Adapter = { traces: ({ access }) => xray(access) };
export const objectives: Adapter = { objectives: ({ access }) => applicationSignals(access) };
export const signatures: Adapter = { signatures: ({ access }) => kmsSignatures(access) };
export const insights: Adapter = { insights: ({ access }) => devopsGuru(access) };
export const callees: Adapter = { callees: ({ access }) => makesCalls(access) };
export const canaries: Adapter = {
  canaries: ({ access }) => synthetics(access),
};
export const canaryStarts: Adapter = { canaryStarts: ({ access }) => startsCanaries(access) };
export const experiments: Adapter = {
  experiments: ({ access }) => fis(access),
};
export const parameters: Adapter = {
  parameters: ({ access, sdk }) => readsParameters(access, sdk.home),
};
export const loads: Adapter = { loads: ({ access }) => makesLoads(access) };
export const reports: Adapter = { reports: ({ access }) => testReports(access) };
export const dashboards: Adapter = {
  dashboards: ({
    access,
    sdk,
    releaseMachineArn,
    serviceDashboards = true,
    deploymentMarks = false,
  }) =>
    writesDashboards(access, sdk.home, {
      releaseMachineArn,
      areWanted: serviceDashboards,
      areMarked: deploymentMarks,
    }),
};
export const topics: Adapter = { topics: ({ access, sdk }) => publishes(access, sdk.home) };
export const buses: Adapter = {
  buses: ({ access, sdk, releaseMachineArn }) => putsEvents(access, sdk.home, releaseMachineArn),
};
export const outside: Adapter = { outside: ({ access, sdk }) => asksOutside(access, sdk.home) };
