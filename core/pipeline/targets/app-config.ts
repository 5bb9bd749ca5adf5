// A configuration profile of AppConfig: a hosted version is made of a file of the build, and deployed.

import * as z from 'zod';
import { text } from '../value-schemas.ts';
import { artifactPath } from './artifact-path.ts';

const named = text.regex(/^.{1,64}$/, 'expected a name or an id of AppConfig, at most 64 long');

export const appConfig = z
  .strictObject({
    application: named.meta({ description: 'Its name or id.', examples: ['checkout'] }),
    environment: named.meta({ description: 'Its name or id.', examples: ['prod'] }),
    profile: named.meta({
      description: 'The configuration profile’s name or id; it is hosted by AppConfig.',
      examples: ['flags'],
    }),
    configuration: artifactPath.meta({
      description: 'Where the configuration, or the flags, is in the artifact.',
      examples: ['config/prod.json'],
    }),
    deploymentStrategy: named.optional().meta({
      description:
        'The name or id of the strategy by which AppConfig brings it there. Default: all at once, without a bake of AppConfig’s own. The way back is always all at once.',
      examples: ['AppConfig.Canary10Percent20Minutes'],
    }),
  })
  .meta({
    description:
      'Configuration or feature flags of AppConfig: a hosted version is made of a file of the build, and deployed to the environment.',
  });

export type AppConfigFields = z.output<typeof appConfig>;
