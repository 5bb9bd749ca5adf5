// CloudFormation's API actions on stacks and templates.

import type * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { parseInput } from '../input.ts';
import { pageOf } from '../paging.ts';
import { eventForm, stackForm } from './forms.ts';
import { GetTemplate, Listed, Stacks, Summary, Token } from './inputs.ts';
import { continueBack, goBack } from './life.ts';
import { stackNamed } from './named.ts';
import type { Store } from './store.ts';
import { capabilitiesOf, hidesValue, readTemplate } from './template.ts';
import { templateTextOf } from './template-text.ts';

const MOST_EVENTS = 100;

export function stackOperations(store: Store): Record<string, Operation> {
  return { ...readings(store), ...changes(store) };
}

function readings(store: Store): Record<string, Operation> {
  return {
    DescribeStacks: (input, call) => {
      const { StackName, NextToken } = parse(Stacks, input);
      if (StackName !== undefined)
        return { Stacks: [stackForm(stackNamed(store, StackName, call))] };
      const all = [...store.stacks.at(call).values()];
      const { items, nextToken } = pageOf(all, MOST_EVENTS, NextToken, 'ValidationError');
      return { Stacks: items.map(stackForm), NextToken: nextToken };
    },
    DescribeStackEvents: (input, call) => {
      const { StackName, NextToken } = parse(Listed, input);
      const stack = stackNamed(store, StackName, call);
      const { items, nextToken } = pageOf(stack.events, MOST_EVENTS, NextToken, 'ValidationError');
      return { StackEvents: items.map((event) => eventForm(stack, event)), NextToken: nextToken };
    },
    GetTemplate: (input, call) => {
      const { StackName = '' } = parse(GetTemplate, input);
      const { template } = stackNamed(store, StackName, call).contents;
      // What it cannot show it shows as question marks.
      const TemplateBody = template.replaceAll(/[^\0-\x7f]/g, '?');
      return { TemplateBody, StagesAvailable: ['Original', 'Processed'] };
    },
    GetTemplateSummary: (input, call) => {
      const { StackName, ...given } = parse(Summary, input);
      const text = StackName
        ? stackNamed(store, StackName, call).contents.template
        : templateTextOf(store, given);
      const template = readTemplate(text);
      return {
        Capabilities: capabilitiesOf(template),
        ResourceTypes: [...new Set(Object.values(template.Resources).map(({ Type }) => Type))],
        Parameters: Object.entries(template.Parameters ?? {}).map(([ParameterKey, declared]) => ({
          ParameterKey,
          ParameterType: declared.Type ?? 'String',
          DefaultValue: declared.Default?.toString(),
          NoEcho: hidesValue(declared),
        })),
      };
    },
  };
}

function changes(store: Store): Record<string, Operation> {
  return {
    CancelUpdateStack: (input, call) => {
      const { StackName } = parse(Token, input);
      const stack = stackNamed(store, StackName, call);
      if (stack.status !== 'UPDATE_IN_PROGRESS')
        throw new AwsError(
          'ValidationError',
          `CancelUpdateStack cannot be called from current stack status ${stack.status}`,
        );
      goBack(store, stack, 'User Initiated');
      return {};
    },
    ContinueUpdateRollback: (input, call) => {
      const { StackName, ClientRequestToken } = parse(Token, input);
      const stack = stackNamed(store, StackName, call);
      if (stack.status !== 'UPDATE_ROLLBACK_FAILED')
        throw new AwsError(
          'ValidationError',
          `Stack:${stack.id} is in ${stack.status} state and can not continue its rollback.`,
        );
      continueBack(store, stack, ClientRequestToken);
      return {};
    },
  };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'ValidationError');
}
