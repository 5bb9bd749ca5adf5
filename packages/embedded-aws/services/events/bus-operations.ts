// EventBridge's API actions on buses.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import { type Bus, DEFAULT_BUS } from './buses.ts';
import type { Parts } from './operations.ts';

const Create = z.object({ Name: text, Description: z.string().optional() });
const Named = z.object({ Name: text.default(DEFAULT_BUS) });
const List = z.object({
  NamePrefix: z.string().default(''),
  Limit: number.default(100),
  NextToken: text.optional(),
});

export function busOperations({ buses }: Parts): Record<string, Operation> {
  return {
    CreateEventBus: (input, call) => {
      const { Name, Description } = parseInput(Create, input);
      refuseName(Name);
      const { arn } = buses.create(call, Name, Description);
      return { EventBusArn: arn, ...(Description && { Description }) };
    },
    DescribeEventBus: (input, call) => busForm(buses.at(call, parseInput(Named, input).Name)),
    DeleteEventBus: (input, call) => {
      const { Name } = parseInput(Named, input);
      if (Name === DEFAULT_BUS)
        throw new AwsError('ValidationException', 'Cannot delete event bus default.');
      const bus = buses.find(call, Name);
      // One that is not there is deleted already.
      if (!bus) return;
      if (bus.rules.size > 0)
        throw new AwsError('ValidationException', `Cannot delete event bus ${Name}: it has rules.`);
      buses.remove(bus);
    },
    ListEventBuses: (input, call) => {
      const { NamePrefix, Limit, NextToken } = parseInput(List, input);
      const found = buses.list(call).filter(({ name }) => name.startsWith(NamePrefix));
      const page = pageOf(found, Limit, NextToken, 'ValidationException');
      return { EventBuses: page.items.map(busForm), NextToken: page.nextToken };
    },
  };
}

/** A name with a slash is that of a partner's bus. */
function refuseName(name: string): void {
  if (!name.includes('/')) return;
  throw new AwsError('ValidationException', `Event bus name must not contain '/'.`);
}

function busForm({ name, arn, description, createdAt }: Bus) {
  return {
    Name: name,
    Arn: arn,
    ...(description && { Description: description }),
    CreationTime: createdAt,
    LastModifiedTime: createdAt,
  };
}
