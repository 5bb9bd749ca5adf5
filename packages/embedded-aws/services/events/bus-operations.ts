// EventBridge's API actions on buses: each account and region has its default bus, and no other.

import * as z from 'zod';
import type { Operation } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import { type Bus, DEFAULT_BUS } from './buses.ts';
import type { EventsState } from './state.ts';

const Named = z.object({ Name: text.default(DEFAULT_BUS) });
const List = z.object({
  NamePrefix: z.string().default(''),
  Limit: number.default(100),
  NextToken: text.optional(),
});

export function busOperations({ buses }: EventsState): Record<string, Operation> {
  return {
    DescribeEventBus: (input, call) => busForm(buses.at(call, parseInput(Named, input).Name)),
    ListEventBuses: (input, call) => {
      const { NamePrefix, Limit, NextToken } = parseInput(List, input);
      const found = [buses.at(call)].filter(() => DEFAULT_BUS.startsWith(NamePrefix));
      const page = pageOf(found, Limit, NextToken, 'ValidationException');
      return { EventBuses: page.items.map(busForm), NextToken: page.nextToken };
    },
  };
}

function busForm({ arn, createdAt }: Bus) {
  return { Name: DEFAULT_BUS, Arn: arn, CreationTime: createdAt, LastModifiedTime: createdAt };
}
