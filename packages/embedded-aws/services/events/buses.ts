// The buses of an account and region, and the rules on each.

import type { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import { type Place, places } from '../places.ts';
import type { Rule } from './rules.ts';

export interface Bus extends Place {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly createdAt: Date;
  readonly rules: Map<string, Rule>;
}

export interface Buses {
  /** Throws ResourceNotFoundException; a bus may be named by its ARN. */
  at(place: Place, nameOrArn?: string): Bus;
  find(place: Place, nameOrArn?: string): Bus | undefined;
  list(place: Place): readonly Bus[];
  create(place: Place, name: string, description?: string): Bus;
  remove(bus: Bus): void;
}

export const DEFAULT_BUS = 'default';
const MOST_BUSES = 100;

export function busStore(clock: VirtualClock): Buses {
  const stores = places((place) => {
    const bus = busFrom(place, DEFAULT_BUS, clock.now());
    return new Map([[DEFAULT_BUS, bus]]);
  });

  function find(place: Place, nameOrArn = DEFAULT_BUS): Bus | undefined {
    const [, region, account, name] = BUS_ARN.exec(nameOrArn) ?? [];
    if (name) return stores.at({ account: account!, region: region! }).get(name);
    return stores.at(place).get(nameOrArn);
  }

  function at(place: Place, nameOrArn?: string): Bus {
    const found = find(place, nameOrArn);
    if (found) return found;
    const name = nameOrArn?.split('event-bus/').at(-1);
    throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  }

  function create(place: Place, name: string, description?: string): Bus {
    const store = stores.at(place);
    if (store.has(name))
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    if (store.size >= MOST_BUSES)
      throw new AwsError(
        'LimitExceededException',
        `The requested resource exceeds the maximum number allowed: ${MOST_BUSES} event buses.`,
      );
    const made = busFrom(place, name, clock.now(), description);
    store.set(name, made);
    return made;
  }

  return {
    at,
    find,
    create,
    list: (place) => [...stores.at(place).values()],
    remove: (bus) => void stores.at(bus).delete(bus.name),
  };
}

export const BUS_ARN = /^arn:aws:events:([^:]+):(\d+):event-bus\/(.+)$/;

function busFrom(place: Place, name: string, createdAt: Date, description?: string): Bus {
  const { account, region } = place;
  const arn = `arn:aws:events:${region}:${account}:event-bus/${name}`;
  return { account, region, name, arn, description, createdAt, rules: new Map() };
}
