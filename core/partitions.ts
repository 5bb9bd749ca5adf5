// The partitions of the table, by what they are of.

import type { AlarmName } from './wait.ts';

export const ofPipeline = (pipeline: string) => `pipeline#${pipeline}`;
export const ofProject = (account: string, region: string, project: string) =>
  `project#${account}#${region}#${project}`;
export const ofRepository = (account: string, region: string, repository: string) =>
  `repository#${account}#${region}#${repository}`;
export const ofImages = (account: string, region: string, repository: string) =>
  `images#${account}#${region}#${repository}`;
/** Who releases objects of a bucket. */
export const ofObjects = (account: string, region: string, bucket: string) =>
  `objects#${account}#${region}#${bucket}`;
/** Images by the tags that they were pushed under. */
export const ofTagged = (account: string, region: string, repository: string) =>
  `tagged#${account}#${region}#${repository}`;
/** What was asked for of a pipeline, by signed requests. */
export const ofRequests = (pipeline: string) => `requests#${pipeline}`;
export const ofPushed = (account: string, region: string, project: string) =>
  `pushed#${account}#${region}#${project}`;
/** By an execution of CodePipeline, or a commit that one brought. */
export const ofCodePipeline = (id: string) => `codepipeline#${id}`;
export const ofOwners = (account: string, region: string) => `owners#${account}#${region}`;
/** Operations on StackSets that are administered there. */
export const ofSetOperations = (account: string, region: string) =>
  `operations#${account}#${region}`;
export const ofWaves = (release: string) => `waves#${release}`;
export const ofJudgings = (release: string) => `judgings#${release}`;
export const ofChanges = (account: string, region: string) => `changes#${account}#${region}`;
export const ofCommands = (by: string) => `commands#${by}`;
export const ofLedger = (pipeline: string) => `ledger#${pipeline}`;
export const ofSeals = (pipeline: string) => `seals#${pipeline}`;
export const ofAlarm = ({ account, region, name }: AlarmName) =>
  `alarm#${account}#${region}#${name}`;

/** What all pipelines share. */
export const WAITS = 'waits';
export const OPEN = 'open';
/** Nearly always empty, as is `batches`: one partition bears it, and a sweep asks once. */
export const UNPROVEN = 'unproven';
export const PIPELINES = 'pipelines';
/** Pipelines that have left, until their last lines are sealed. */
export const TO_SEAL = 'to-seal';
/** Of people's stops: nearly always empty, and read by every gate. */
export const HOLDS = 'holds';
export const UNITS = 'scale-units';
export const BATCHES = 'batches';
/** Pipelines that are released at set times: read as a whole at each of them. */
export const SCHEDULES = 'schedules';
/** Releases that somebody is to be told of. */
export const TELLING = 'telling';
/** Alarms that do not act while a release is taken back. */
export const MUTES = 'mutes';
export const PROGRESS = 'progress';
