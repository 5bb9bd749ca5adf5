// The default bus of each account and region, and the rules on it.

import type { VirtualClock } from '../../clock.ts';
import { partitionOf } from '../../partition.ts';
import { AwsError } from '../../service.ts';
import { type Place, places } from '../places.ts';
import type { Rule } from './rules.ts';

export interface Bus extends Place {
  readonly arn: string;
  readonly createdAt: Date;
  readonly rules: Map<string, Rule>;
}

export interface Buses {
  /** Throws ResourceNotFoundException; a bus may be named by its ARN. */
  at(place: Place, nameOrArn?: string): Bus;
  find(place: Place, nameOrArn?: string): Bus | undefined;
}

export const DEFAULT_BUS = 'default';

export function busStore(clock: VirtualClock): Buses {
  const stores = places((place) => busFrom(place, clock.now()));

  function find(place: Place, nameOrArn = DEFAULT_BUS): Bus | undefined {
    const [, region, account] = BUS_ARN.exec(nameOrArn) ?? [];
    if (region && account) return stores.at({ account, region });
    return nameOrArn === DEFAULT_BUS ? stores.at(place) : undefined;
  }

  function at(place: Place, nameOrArn?: string): Bus {
    const found = find(place, nameOrArn);
    if (found) return found;
    const name = nameOrArn?.split('event-bus/').at(-1);
    throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  }

  return { at, find };
}

const BUS_ARN = /^arn:aws[\w-]*:events:([^:]+):(\d+):event-bus\/default$/;

function busFrom({ account, region }: Place, createdAt: Date): Bus {
  const arn = `arn:${partitionOf(region)}:events:${region}:${account}:event-bus/${DEFAULT_BUS}`;
  return { account, region, arn, createdAt, rules: new Map() };
}
