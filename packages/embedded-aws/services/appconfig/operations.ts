// The operations of AppConfig.

import * as z from 'zod';
import type { Chance } from '../../chance.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { flag, number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Places } from '../places.ts';
import {
  deploymentForm,
  namedForm,
  pageForm,
  profileForm,
  strategyForm,
  summaryForm,
  versionForm,
} from './forms.ts';
import { begin, type LifeParts, stop } from './life.ts';
import {
  type Deployment,
  type Environment,
  isUnderWay,
  type Kept,
  missing,
  newId,
  type Profile,
} from './store.ts';
import { againstValidators } from './validators.ts';
import { createVersion } from './versions.ts';

export interface OperationParts extends LifeParts {
  readonly kept: Places<Kept>;
  readonly ids: Chance;
  /** What validators say of a version: undefined lets it through. */
  readonly refuses: (profile: Profile, content: string) => string | undefined;
}

const List = z.object({
  max_results: number.min(1).max(50).default(50),
  next_token: text.optional(),
});
const Named = z.object({
  ApplicationId: text,
  EnvironmentId: text.optional(),
  ConfigurationProfileId: text.optional(),
  DeploymentNumber: number.optional(),
  VersionNumber: number.optional(),
  version_label: text.optional(),
  AllowRevert: flag.optional(),
});
const Start = z.object({
  ConfigurationProfileId: text,
  ConfigurationVersion: text,
  DeploymentStrategyId: text,
  Description: z.string().max(1024).optional(),
});
const Strategy = z.object({
  Name: text.max(64),
  DeploymentDurationInMinutes: number.min(0).max(1440),
  FinalBakeTimeInMinutes: number.min(0).max(1440).default(0),
  GrowthFactor: number.min(1).max(100),
  GrowthType: z.enum(['LINEAR', 'EXPONENTIAL']).default('LINEAR'),
  ReplicateTo: z.enum(['NONE', 'SSM_DOCUMENT']),
});

const BAD = 'BadRequestException';

export function operationsOf(parts: OperationParts): Readonly<Record<string, Operation>> {
  const { kept } = parts;
  const page = <T>(items: readonly T[], input: unknown) => {
    const { max_results: size, next_token: token } = parseInput(List, input, BAD);
    return pageOf(items, size, token, BAD);
  };
  const found = (input: unknown, call: Call) => foundIn(kept, parseInput(Named, input, BAD), call);
  const millis = () => parts.clock.millis();
  return {
    ListApplications: (input, call) => pageForm(page(kept.at(call).applications, input), namedForm),
    ListEnvironments: (input, call) =>
      pageForm(page(found(input, call).application.environments, input), namedForm),
    ListConfigurationProfiles: (input, call) =>
      pageForm(page(found(input, call).application.profiles, input), profileForm),
    ListDeploymentStrategies: (input, call) =>
      pageForm(page(kept.at(call).strategies, input), strategyForm),
    CreateDeploymentStrategy: (input, call) => createStrategy(parts, input, call),
    CreateHostedConfigurationVersion: (input, call) =>
      hosted(createVersion(found(input, call).profile(), input, parts.clock.now())),
    GetHostedConfigurationVersion: (input, call) => hosted(found(input, call).version()),
    ListHostedConfigurationVersions: (input, call) => {
      const { version_label: label } = parseInput(Named, input, BAD);
      const { versions } = found(input, call).profile();
      const asked = versions.filter((each) => label === undefined || each.label === label);
      return pageForm(page(asked.toReversed(), input), versionForm);
    },
    StartDeployment: (input, call) => start(parts, found(input, call), input),
    GetDeployment: (input, call) => {
      const its = found(input, call);
      return deploymentForm(its.deployment(), its.application, millis());
    },
    ListDeployments: (input, call) =>
      pageForm(page(found(input, call).environment().deployments, input), (each) =>
        summaryForm(each, millis()),
      ),
    StopDeployment: (input, call) => {
      const its = found(input, call);
      const { AllowRevert = false } = parseInput(Named, input, BAD);
      stop(parts, its.deployment(), AllowRevert);
      return deploymentForm(its.deployment(), its.application, millis());
    },
  };
}

type Found = ReturnType<typeof foundIn>;

/** What an input names, each looked for when it is asked for. */
function foundIn(kept: Places<Kept>, asked: z.output<typeof Named>, call: Call) {
  const { ApplicationId, EnvironmentId = '', ConfigurationProfileId = '' } = asked;
  const application = kept.at(call).applications.find(({ id }) => id === ApplicationId);
  if (application === undefined) throw missing('Application', ApplicationId);
  const environment = (): Environment => {
    const its = application.environments.find(({ id }) => id === EnvironmentId);
    if (its) return its;
    throw missing('Environment', EnvironmentId);
  };
  const profile = (): Profile => {
    const its = application.profiles.find(({ id }) => id === ConfigurationProfileId);
    if (its) return its;
    throw missing('ConfigurationProfile', ConfigurationProfileId);
  };
  const version = () => {
    const its = profile().versions.find((each) => each.number === asked.VersionNumber);
    if (its) return its;
    throw missing('HostedConfigurationVersion', `${asked.VersionNumber}`);
  };
  const deployment = (): Deployment => {
    const its = environment().deployments.find((each) => each.number === asked.DeploymentNumber);
    if (its) return its;
    throw missing('Deployment', `${asked.DeploymentNumber}`);
  };
  return { application, environment, profile, version, deployment };
}

/** By the body, and the rest by headers: the protocol's part. */
function hosted(version: ReturnType<Found['version']>) {
  return { Content: version.content, ...versionForm(version) };
}

function createStrategy({ kept, ids }: OperationParts, input: unknown, call: Call) {
  const asked = parseInput(Strategy, input, BAD);
  const strategy = {
    id: newId(ids),
    name: asked.Name,
    deployMinutes: asked.DeploymentDurationInMinutes,
    bakeMinutes: asked.FinalBakeTimeInMinutes,
    growth: asked.GrowthFactor,
    growthType: asked.GrowthType,
  };
  kept.at(call).strategies.push(strategy);
  return strategyForm(strategy);
}

function start(parts: OperationParts, its: Found, input: unknown) {
  const asked = parseInput(Start, input, BAD);
  const environment = its.environment();
  const profile = its.profile();
  const version = profile.versions.find(({ number: is, label }) =>
    [`${is}`, label].includes(asked.ConfigurationVersion),
  );
  if (version === undefined) throw missing('ConfigurationVersion', asked.ConfigurationVersion);
  const { strategies } = parts.kept.at(environment);
  const strategy = strategies.find(({ id }) => id === asked.DeploymentStrategyId);
  if (strategy === undefined) throw missing('DeploymentStrategy', asked.DeploymentStrategyId);
  const busy = environment.deployments.find(isUnderWay);
  if (busy)
    throw new AwsError('ConflictException', `Deployment ${busy.number} is in progress.`, 409);
  const content = new TextDecoder().decode(version.content);
  const why = againstValidators(profile, content) ?? parts.refuses(profile, content);
  if (why !== undefined) throw new AwsError(BAD, `Error validating the configuration: ${why}`);
  const deployment = deploymentOf(parts, environment, { profile, version, strategy });
  const made = { ...deployment, description: asked.Description };
  environment.deployments.unshift(made);
  begin(parts, made);
  return deploymentForm(made, its.application, parts.clock.millis());
}

export function deploymentOf(
  { clock }: Pick<OperationParts, 'clock'>,
  environment: Environment,
  what: Pick<Deployment, 'profile' | 'version' | 'strategy'>,
): Deployment {
  const number = 1 + Math.max(0, ...environment.deployments.map((each) => each.number));
  return {
    ...what,
    environment,
    number,
    description: undefined,
    startedAt: clock.now(),
    state: 'DEPLOYING',
    completedAt: undefined,
    log: [],
    cancel: () => {},
  };
}
