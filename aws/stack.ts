// CloudFormation: what a stack that is deployed says of itself.

import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import { answerOf } from './answer.ts';
import { configurationFor, type SdkSettings } from './clients.ts';
import { nameOf, translated } from './translate.ts';

const described = z.object({
  Stacks: z
    .array(
      z.object({
        Outputs: z.array(z.object({ OutputKey: z.string(), OutputValue: z.string() })).default([]),
      }),
    )
    .min(1),
});

/** The outputs of a stack of the credentials' account, by name; undefined where there is no such stack. */
export async function stackOutputs(
  stack: string,
  region: string,
  clock: Clock,
  settings: Omit<SdkSettings, 'home'> = {},
): Promise<Readonly<Record<string, string>> | undefined> {
  const sdk = { ...settings, home: { account: '', region } };
  const client = new CloudFormationClient(configurationFor(sdk, clock, region) as object);
  try {
    const answer = await client.send(new DescribeStacksCommand({ StackName: stack }));
    const { Stacks } = answerOf(`describing stack ${stack}`, described, answer);
    const outputs = Stacks.flatMap(({ Outputs }) => Outputs);
    return Object.fromEntries(
      outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
  } catch (cause) {
    if (nameOf(cause) === 'ValidationError' && /does not exist/.test((cause as Error).message))
      return undefined;
    return translated(`describing stack ${stack}`, Promise.reject(cause));
  }
}
