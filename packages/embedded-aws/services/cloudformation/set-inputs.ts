// What CloudFormation's API actions on StackSets take.

import * as z from 'zod';
import { flag, number, text } from '../input.ts';
import { parameters, source, tags } from './inputs.ts';

const CallAs = z.enum(['SELF', 'DELEGATED_ADMIN']).default('SELF');
const operationId = text.regex(/^[a-zA-Z0-9][-a-zA-Z0-9]*$/).max(128);
const account = text.regex(/^\d{12}$/);
const count = number.pipe(z.int().min(0));

export const Named = z.object({
  StackSetName: text,
  CallAs,
  NextToken: text.optional(),
  MaxResults: number.pipe(z.int().min(1).max(100)).default(100),
});
export const OperationNamed = Named.extend({ OperationId: operationId });

const preferences = z.object({
  RegionConcurrencyType: z.enum(['SEQUENTIAL', 'PARALLEL']).default('SEQUENTIAL'),
  RegionOrder: z.array(text).default([]),
  FailureToleranceCount: count.default(0),
  MaxConcurrentCount: number.pipe(z.int().min(1)).default(1),
  ConcurrencyMode: z
    .enum(['STRICT_FAILURE_TOLERANCE', 'SOFT_FAILURE_TOLERANCE'])
    .default('STRICT_FAILURE_TOLERANCE'),
});

const placed = {
  Accounts: z.array(account).optional(),
  Regions: z.array(text).optional(),
  DeploymentTargets: z
    .object({
      Accounts: z.array(account).optional(),
      OrganizationalUnitIds: z.array(text).max(50).default([]),
      AccountFilterType: z.enum(['NONE', 'INTERSECTION', 'DIFFERENCE', 'UNION']).default('NONE'),
    })
    .optional(),
};
export const Update = z.object({
  StackSetName: text,
  CallAs,
  ...source,
  UsePreviousTemplate: flag.default(false),
  Parameters: parameters.optional(),
  Capabilities: z.array(text).default([]),
  Tags: tags.optional(),
  OperationPreferences: preferences.prefault({}),
  AdministrationRoleARN: text.optional(),
  ...placed,
  AutoDeployment: z.object({ Enabled: flag }).optional(),
  ManagedExecution: z.object({ Active: flag }).optional(),
  OperationId: operationId.optional(),
});

export const UpdateInstances = z.object({
  StackSetName: text,
  CallAs,
  // An empty list is sent as an empty text.
  ParameterOverrides: z.union([parameters, z.literal('').transform(() => [])]).optional(),
  OperationPreferences: preferences.prefault({}),
  ...placed,
  OperationId: operationId.optional(),
});

export const InstanceNamed = z.object({
  StackSetName: text,
  CallAs,
  StackInstanceAccount: account,
  StackInstanceRegion: text,
});

export type Placed = Pick<z.output<typeof Update>, 'Accounts' | 'Regions' | 'DeploymentTargets'>;
