// What CloudFormation's API actions take.

import * as z from 'zod';
import { flag, number, text } from '../input.ts';

const MOST_BODY = 51_200;

export const Stacks = z.object({ StackName: text.optional(), NextToken: text.optional() });

const parameter = z.object({
  ParameterKey: text,
  ParameterValue: z.string().optional(),
  UsePreviousValue: flag.default(false),
});
export const source = {
  TemplateBody: text
    .max(MOST_BODY, `Member must have length less than or equal to ${MOST_BODY}`)
    .optional(),
  TemplateURL: text.optional(),
};
export const parameters = z.array(parameter);
export const tags = z.array(z.object({ Key: text, Value: z.string() }));
export const Create = z.object({
  StackName: text.regex(/^([a-zA-Z][-a-zA-Z0-9]{0,127}|arn:.*)$/),
  ChangeSetName: text.regex(/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/),
  ChangeSetType: z.enum(['CREATE', 'UPDATE', 'IMPORT']).default('UPDATE'),
  ...source,
  UsePreviousTemplate: flag.default(false),
  Parameters: parameters.default([]),
  Capabilities: z.array(text).default([]),
  Tags: tags.optional(),
  RoleARN: text.optional(),
  Description: z.string().max(1024).optional(),
  ClientToken: text.max(128).optional(),
  IncludeNestedStacks: flag.default(false),
  RollbackConfiguration: z
    .object({
      RollbackTriggers: z.preprocess(
        (it) => (it === '' ? [] : it),
        z.array(z.object({ Arn: text, Type: text })).max(5),
      ),
      MonitoringTimeInMinutes: number.pipe(z.int().min(0).max(180)).default(0),
    })
    .optional(),
});
export const ChangeSetNamed = z.object({
  ChangeSetName: text,
  StackName: text.optional(),
  NextToken: text.optional(),
  ClientRequestToken: text.max(128).optional(),
});
export const Listed = z.object({ StackName: text, NextToken: text.optional() });
export const GetTemplate = z.object({
  StackName: text.optional(),
  ChangeSetName: text.optional(),
  TemplateStage: z.enum(['Original', 'Processed']).default('Original'),
});
export const Summary = z.object({ StackName: text.optional(), ...source });
export const Token = z.object({ StackName: text, ClientRequestToken: text.max(128).optional() });
