// Configuration of AppConfig.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { textIn } from '@tidegate/embedded-aws/services/appconfig/appconfig';
import { zipEntry } from '../../../aws/zip-entry.ts';
import type { TargetDefinition, TargetOf } from '../../../core/pipeline/target-schema.ts';
import { configOf, revisionOfConfig } from '../config-content.ts';
import type { Kind } from './kind.ts';
import { isFirst } from './shared.ts';

type Target = TargetOf<'appConfig'>;

export const appConfig: Kind<Target> = {
  provision({ aws, targets }, target) {
    const calledOf = ({ appConfig: it }: TargetDefinition) =>
      it && `${it.application}/${it.environment}/${it.profile}`;
    if (isFirst({ targets }, target, calledOf)) lay(aws, placeOf(aws, target), configOf('first'));
  },

  lay(aws, target, { content }) {
    return lay(aws, placeOf(aws, target), configIn(content, target));
  },

  shares({ aws }, target) {
    const { environment, profile } = placeOf(aws, target);
    return aws.appConfig
      .served(environment, profile)
      .map(([version, part]) => ({ revision: revisionOfConfig(textIn(version.content)), part }));
  },

  watchedAs: ({ account, region, appConfig: { application } }) => ({
    services: [{ name: application, type: 'AWS::Lambda::Function' }],
    environment: 'lambda:default',
    arn: `arn:aws:appconfig:${region}:${account}:application/${application}`,
  }),
};

type PlaceThere = ReturnType<typeof placeOf>;

/** What the target deploys to; it is there from the first moment on. */
export function placeOf(aws: EmbeddedAws, target: Target) {
  const { application: called, environment, profile } = target.appConfig;
  const application = aws.appConfig.application(called, target);
  return {
    environment: aws.appConfig.environment(application, environment, target),
    profile: aws.appConfig.profile(application, profile),
  };
}

function lay(
  aws: EmbeddedAws,
  { environment, profile }: Pick<PlaceThere, 'environment' | 'profile'>,
  content: string,
): string {
  const version = aws.appConfig.version(profile, content);
  aws.appConfig.lay(environment, profile, version);
  return `${version.number}`;
}

const MOST_BYTES = 2 * 1024 * 1024;

export function configIn(artifact: string, { appConfig: { configuration } }: Target): string {
  return zipEntry(Buffer.from(artifact), configuration, MOST_BYTES) ?? '';
}
