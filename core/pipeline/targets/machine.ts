// A state machine of Step Functions: a version is published, and Tidegate shifts an alias to it.

import * as z from 'zod';
import { text } from '../value-schemas.ts';
import { artifactPath } from './artifact-path.ts';

const machineName = text.regex(
  /^[A-Za-z0-9_-]{1,80}$/,
  'expected the name of a state machine, not its ARN: letters, digits, - and _, at most 80',
);

const machineAlias = text.regex(
  /^(?![0-9]+$)[A-Za-z0-9_.-]{1,80}$/,
  'expected the name of an alias: letters, digits, ., - and _, at most 80, and not digits alone',
);

export const machine = z
  .strictObject({
    name: machineName.meta({ description: 'The state machine’s name.', examples: ['checkout'] }),
    alias: machineAlias.meta({
      description: 'The alias by which executions are started; its routes shift.',
      examples: ['live'],
    }),
    definition: artifactPath.default('definition.asl.json').meta({
      description:
        'Where its definition is in the artifact: whole, as Step Functions takes it. Its role and settings stay as they are.',
      examples: ['machines/prod.asl.json'],
    }),
  })
  .meta({
    description:
      'A state machine of Step Functions: a version is published with the build’s definition, then its alias shifts to it as the target’s `strategy` says.',
  });

export type MachineFields = z.output<typeof machine>;
