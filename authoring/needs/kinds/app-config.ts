// A configuration needs its application, environment and profile; versions and deployments are Tidegate's to make.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { logicalId } from '../../alarms/name.ts';
import type { Need } from '../need.ts';

export function appConfig({ appConfig: it, name }: TargetOf<'appConfig'>): Need {
  const { application, environment, profile, configuration } = it;
  const ids = {
    application: logicalId(application, 'configuration'),
    environment: logicalId(application, environment, 'environment'),
    profile: logicalId(application, profile, 'profile'),
  };
  const variable = `${ids.application[0]!.toLowerCase()}${ids.application.slice(1)}`;
  const ApplicationId = { Ref: ids.application };
  return {
    resources: {
      [ids.application]: {
        Type: 'AWS::AppConfig::Application',
        Properties: { Name: application },
      },
      [ids.environment]: {
        Type: 'AWS::AppConfig::Environment',
        Properties: { ApplicationId, Name: environment },
      },
      [ids.profile]: {
        Type: 'AWS::AppConfig::ConfigurationProfile',
        Properties: { ApplicationId, Name: profile, LocationUri: 'hosted' },
      },
    },
    cdk: `const ${variable} = new appconfig.CfnApplication(stack, '${ids.application}', { name: '${application}' });
new appconfig.CfnEnvironment(stack, '${ids.environment}', {
  applicationId: ${variable}.ref, name: '${environment}',
});
new appconfig.CfnConfigurationProfile(stack, '${ids.profile}', {
  applicationId: ${variable}.ref, name: '${profile}', locationUri: 'hosted',
});
`,
    remarks: [
      `${name}: let the build put ${configuration} into its artifact, a zip archive; for feature flags give ${profile} the type AWS.AppConfig.FeatureFlags`,
      `${name}: leave deployments out of templates (AWS::AppConfig::Deployment): a stack that deploys ${profile} does so past every gate`,
    ],
  };
}
