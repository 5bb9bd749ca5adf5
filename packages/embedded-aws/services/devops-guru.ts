// DevOps Guru: its insights, as they are listed.

import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { modelFor } from '../models/refusals.ts';
import { AwsError, type Call, type Service } from '../service.ts';
import { number, parseInput, text, time } from './input.ts';
import { pageOf } from './paging.ts';
import { type Place, places } from './places.ts';

export interface Insight {
  readonly id: string;
  readonly name: string;
  readonly severity: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly startedAt: Date;
  /** Open while unknown. */
  endedAt?: Date;
  readonly resources: readonly string[];
}

export interface DevOpsGuru {
  readonly service: Service;
  open(place: Place, insight: Insight): void;
}

const Range = z.object({ FromTime: time.optional(), ToTime: time.optional() });
const OfType = z.object({ Type: text });
const List = z.object({
  StatusFilter: z
    .object({
      Ongoing: OfType.optional(),
      Closed: OfType.extend({ EndTimeRange: Range }).optional(),
      Any: OfType.extend({ StartTimeRange: Range }).optional(),
    })
    .refine((it) => Object.values(it).filter((each) => each !== undefined).length === 1, {
      message: 'Member must have exactly one of Ongoing, Closed, Any',
    }),
  MaxResults: number.default(100),
  NextToken: text.optional(),
});

const INVALID = 'ValidationException';

export function devOpsGuru(clock: VirtualClock): DevOpsGuru {
  const insights = places<Insight[]>(() => []);

  function list(input: unknown, call: Call) {
    const { StatusFilter, MaxResults, NextToken } = parseInput(List, input, INVALID);
    const { Ongoing, Closed, Any } = StatusFilter;
    const now = clock.now();
    const known = insights.at(call).filter(({ startedAt }) => startedAt <= now);
    const found = known.filter((each) => {
      if (Ongoing) return isOpen(each, now);
      const { startedAt, endedAt } = each;
      if (Any) return isIn(Any.StartTimeRange, startedAt);
      return Closed && endedAt && !isOpen(each, now) && isIn(Closed.EndTimeRange, endedAt);
    });
    const isReactive = (Ongoing ?? Closed ?? Any)?.Type === 'REACTIVE';
    const page = pageOf(found, MaxResults, NextToken && placeIn(NextToken), INVALID);
    return {
      ...(isReactive
        ? { ReactiveInsights: page.items.map((each) => form(each, now)) }
        : { ProactiveInsights: [] }),
      ...(isReactive && page.nextToken && { NextToken: tokenOf(page.nextToken) }),
    };
  }

  return {
    service: {
      id: 'devops-guru',
      model: modelFor('devops-guru'),
      operations: { ListInsights: list },
    },
    open: (place, insight) => void insights.at(place).push(insight),
  };
}

function isOpen({ endedAt }: Insight, now: Date): boolean {
  return endedAt === undefined || endedAt > now;
}

function isIn({ FromTime, ToTime }: z.output<typeof Range>, at: Date): boolean {
  return (FromTime === undefined || at >= FromTime) && (ToTime === undefined || at <= ToTime);
}

function form(insight: Insight, now: Date) {
  const { id, name, severity, startedAt, endedAt, resources } = insight;
  const isOver = !isOpen(insight, now);
  return {
    Id: id,
    Name: name,
    Severity: severity,
    Status: isOver ? 'CLOSED' : 'ONGOING',
    InsightTimeRange: { StartTime: startedAt, ...(isOver && { EndTime: endedAt }) },
    AssociatedResourceArns: resources,
  };
}

const TOKEN = '00000000-0000-4000-8000-';

/** Tokens of this service look like UUIDs. */
function tokenOf(place: string): string {
  return `${TOKEN}${place.padStart(12, '0')}`;
}

function placeIn(token: string): string {
  if (token.startsWith(TOKEN)) return String(Number(token.slice(TOKEN.length)));
  throw new AwsError(INVALID, 'Expected a token of an earlier page.');
}
