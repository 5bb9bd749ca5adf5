// CloudFormation: what a stack that is there says of itself.

import * as z from 'zod';
import { modelFor } from '../models/refusals.ts';
import { partitionOf } from '../partition.ts';
import { AwsError, type Call, type Service } from '../service.ts';
import { parseInput, text } from './input.ts';
import { type Place, places } from './places.ts';

export interface Stack {
  readonly name: string;
  readonly createdAt: Date;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface CloudFormation {
  readonly service: Service;
  /** A stack that was made before anything happens. */
  addStack(stack: Stack, place: Place): void;
}

const DescribeStacks = z.object({ StackName: text.optional() });

export function cloudFormation(): CloudFormation {
  const stacks = places(() => new Map<string, Stack>());

  function describeStacks(input: unknown, call: Call) {
    const { StackName } = parseInput(DescribeStacks, input, 'ValidationError');
    const here = [...stacks.at(call).values()];
    const meant = here.filter(
      (stack) => StackName === undefined || isCalled(stack, StackName, call),
    );
    if (StackName !== undefined && meant.length === 0)
      throw new AwsError('ValidationError', `Stack with id ${StackName} does not exist`);
    return { Stacks: meant.map((stack) => described(stack, call)) };
  }

  return {
    addStack: (stack, place) => void stacks.at(place).set(stack.name, stack),
    service: {
      id: 'cloudformation',
      model: modelFor('cloudformation'),
      operations: { DescribeStacks: describeStacks },
    },
  };
}

function isCalled(stack: Stack, named: string, place: Place): boolean {
  return stack.name === named || arnOf(stack, place) === named;
}

function arnOf({ name }: Stack, { account, region }: Place): string {
  return `arn:${partitionOf(region)}:cloudformation:${region}:${account}:stack/${name}/00000000-0000-4000-8000-000000000000`;
}

function described(stack: Stack, place: Place) {
  const { name, createdAt, outputs } = stack;
  return {
    StackId: arnOf(stack, place),
    StackName: name,
    CreationTime: createdAt,
    StackStatus: 'CREATE_COMPLETE',
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
      OutputKey,
      OutputValue,
    })),
  };
}
