// What AppConfig answers.

import type { Page } from '../paging.ts';
import {
  type Application,
  type Deployment,
  type HostedVersion,
  type Profile,
  type Strategy,
  shareOf,
} from './store.ts';

export function pageForm<T>({ items, nextToken }: Page<T>, form: (item: T) => object) {
  return { Items: items.map(form), ...(nextToken && { NextToken: nextToken }) };
}

export function namedForm({ id, name }: Pick<Application, 'id' | 'name'>) {
  return { Id: id, Name: name };
}

export function profileForm({ id, name, type, validators }: Profile) {
  const ValidatorTypes = validators.map((each) => each.type);
  return { Id: id, Name: name, LocationUri: 'hosted', Type: type, ValidatorTypes };
}

export function strategyForm(strategy: Strategy) {
  const { id, name, deployMinutes, bakeMinutes, growth, growthType } = strategy;
  return {
    Id: id,
    Name: name,
    DeploymentDurationInMinutes: deployMinutes,
    FinalBakeTimeInMinutes: bakeMinutes,
    GrowthFactor: growth,
    GrowthType: growthType,
    ReplicateTo: 'NONE',
  };
}

export function versionForm({ number, contentType, label, description }: HostedVersion) {
  return {
    VersionNumber: number,
    ContentType: contentType,
    ...(description && { Description: description }),
    ...(label && { VersionLabel: label }),
  };
}

/** A list says nothing of what whoever began it has said of it. */
export function summaryForm(deployment: Deployment, millis: number) {
  const { number, profile, version, strategy, state, startedAt, completedAt } = deployment;
  return {
    DeploymentNumber: number,
    ConfigurationName: profile.name,
    ConfigurationVersion: `${version.number}`,
    DeploymentDurationInMinutes: strategy.deployMinutes,
    FinalBakeTimeInMinutes: strategy.bakeMinutes,
    GrowthFactor: strategy.growth,
    GrowthType: strategy.growthType,
    State: state,
    PercentageComplete: shareOf(deployment, millis) * 100,
    StartedAt: startedAt.toISOString(),
    ...(completedAt && { CompletedAt: completedAt.toISOString() }),
  };
}

export function deploymentForm(deployment: Deployment, application: Application, millis: number) {
  const { environment, profile, strategy, description, log } = deployment;
  return {
    ...summaryForm(deployment, millis),
    ApplicationId: application.id,
    EnvironmentId: environment.id,
    ConfigurationProfileId: profile.id,
    DeploymentStrategyId: strategy.id,
    ConfigurationLocationUri: 'hosted',
    ...(description && { Description: description }),
    EventLog: log.map(({ type, by, text, at }) => ({
      EventType: type,
      TriggeredBy: by,
      Description: text,
      OccurredAt: at.toISOString(),
    })),
  };
}
