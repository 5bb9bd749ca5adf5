// A Lambda function that CodeDeploy shifts the alias of.

import * as z from 'zod';
import { aliasName, functionName } from '../aws-names.ts';
import { groupFields } from './codedeploy-group.ts';

export const lambda = z
  .strictObject({
    function: functionName.meta({ description: 'The function that gets a new version.' }),
    alias: aliasName.meta({ description: 'The alias whose traffic shifts to it.' }),
    ...groupFields,
  })
  .meta({
    description: 'CodeDeploy to Lambda: a version is published, then the alias shifts to it.',
  });
