// An alias of a Lambda function: CodeDeploy shifts it, where it has a group, else Tidegate does, by a strategy.

import * as z from 'zod';
import { aliasName, functionName } from '../aws-names.ts';
import type { AliasFields } from './alias.ts';
import { type DeploymentGroup, groupFields } from './codedeploy-group.ts';

const imageName = z
  .string()
  .regex(/^[\w.-]{1,255}$/, 'expected the name of an image: letters, digits, ., - and _');

export const lambda = z
  .strictObject({
    function: functionName.meta({ description: 'The function that gets a new version.' }),
    alias: aliasName.meta({ description: 'The alias whose traffic shifts to it.' }),
    image: imageName.optional().meta({
      description:
        'For a function of package type Image: the name of its image in the build’s imagedefinitions.json.',
      examples: ['checkout'],
    }),
    application: groupFields.application.optional(),
    deploymentGroup: groupFields.deploymentGroup.optional(),
  })
  .meta({
    description:
      'A Lambda function: a version is published, then the alias shifts to it. By CodeDeploy with `application` and `deploymentGroup`, else as the target’s `strategy` says.',
  });

/** With a group of CodeDeploy. */
export interface LambdaFields
  extends Pick<AliasFields, 'function' | 'alias' | 'image'>,
    DeploymentGroup {}
