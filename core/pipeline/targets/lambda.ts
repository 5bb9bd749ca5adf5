// An alias of a Lambda function: CodeDeploy shifts it, where it has a group, else Tidegate does, by a strategy.

import * as z from 'zod';
import { aliasName, functionName } from '../aws-names.ts';
import type { AliasFields } from './alias.ts';
import { type DeploymentGroup, groupFields } from './codedeploy-group.ts';

export const lambda = z
  .strictObject({
    function: functionName.meta({ description: 'The function that gets a new version.' }),
    alias: aliasName.meta({ description: 'The alias whose traffic shifts to it.' }),
    application: groupFields.application.optional(),
    deploymentGroup: groupFields.deploymentGroup.optional(),
  })
  .meta({
    description:
      'A Lambda function: a version is published, then the alias shifts to it. By CodeDeploy with `application` and `deploymentGroup`, else as the target’s `strategy` says.',
  });

/** With a group of CodeDeploy. */
export interface LambdaFields extends Pick<AliasFields, 'function' | 'alias'>, DeploymentGroup {}
