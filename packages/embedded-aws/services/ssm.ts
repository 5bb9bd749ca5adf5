// Systems Manager: its Change Calendars, each open but for the times that a world says, and parameters.

import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Call, type Service } from '../service.ts';
import { parseInput, text } from './input.ts';
import { type Place, places } from './places.ts';

export interface ChangeCalendar {
  readonly name: string;
  /** When changes are not allowed, in milliseconds. */
  readonly closed: { readonly from: number; readonly until: number }[];
}

export interface Ssm {
  readonly service: Service;
  /** Makes a calendar, or resolves to the one that is there. */
  calendar(place: Place, name: string): ChangeCalendar;
  /** Puts a parameter there, or another value into it. */
  parameter(place: Place, name: string, value: string): void;
}

const State = z.object({
  CalendarNames: z.array(text).min(1),
  AtTime: z.string().optional(),
});

const Parameter = z.object({ Name: text, WithDecryption: z.boolean().default(false) });

export function ssm(clock: VirtualClock): Ssm {
  const parameters = places(() => new Map<string, string>());
  const calendars = places(() => new Map<string, ChangeCalendar>());

  function found(named: string, call: Call): ChangeCalendar {
    const [, region, account, name] =
      /^arn:[a-z-]+:ssm:([a-z0-9-]+):(\d{12}):document\/(.+)$/.exec(named) ?? [];
    const place = region && account ? { region, account } : call;
    const calendar = calendars.at(place).get(name ?? named);
    if (calendar) return calendar;
    throw new AwsError('InvalidDocument', `Document with name ${named} does not exist.`);
  }

  /** Open where all of them are; it changes when the first of them does. */
  function state(input: unknown, call: Call) {
    const { CalendarNames, AtTime } = parseInput(State, input);
    const at = AtTime === undefined ? clock.now().getTime() : Date.parse(AtTime);
    const closed = CalendarNames.flatMap((name) => found(name, call).closed);
    const isClosed = closed.some(({ from, until }) => from <= at && at < until);
    const changes = closed.flatMap(({ from, until }) => [from, until]).filter((it) => it > at);
    return {
      State: isClosed ? 'CLOSED' : 'OPEN',
      AtTime: timeOf(at),
      ...(changes.length > 0 && { NextTransitionTime: timeOf(Math.min(...changes)) }),
    };
  }

  /** All of them are secrets, of which nothing can be read without decryption. */
  function parameter(input: unknown, call: Call) {
    const { Name, WithDecryption } = parseInput(Parameter, input);
    const Value = parameters.at(call).get(Name);
    if (Value === undefined)
      throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`);
    return {
      Parameter: {
        Name,
        Type: 'SecureString',
        Value: WithDecryption ? Value : 'AQICAHh',
        Version: 1,
      },
    };
  }

  return {
    service: { id: 'ssm', operations: { GetCalendarState: state, GetParameter: parameter } },
    parameter: (place, name, value) => void parameters.at(place).set(name, value),
    calendar: (place, name) => {
      const here = calendars.at(place);
      const calendar = here.get(name) ?? { name, closed: [] };
      here.set(name, calendar);
      return calendar;
    },
  };
}

function timeOf(millis: number): string {
  return new Date(millis).toISOString().replace(/\.\d+Z$/, 'Z');
}
