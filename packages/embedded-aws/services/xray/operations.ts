// X-Ray's API actions: graphs and statistics, of at most six hours.

import * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { number, parseInput, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { servicesOf } from './graph.ts';
import { selectorFrom } from './selector.ts';
import { type Sum, statisticsForm, sumOf } from './statistics.ts';
import { expressionFrom, summariesOf } from './summaries.ts';
import type { TracedCalls } from './traced.ts';

const Time = z.object({
  StartTime: time,
  EndTime: time,
  GroupName: text.optional(),
  NextToken: text.optional(),
});
const Series = Time.extend({
  EntitySelectorExpression: text.optional(),
  Period: number.default(60),
});

const Traces = z.object({
  StartTime: time,
  EndTime: time,
  GroupName: text.optional(),
  FilterExpression: text.optional(),
  NextToken: text.optional(),
});

const SUMMARIES_OF_A_PAGE = 100;
const INVALID = 'InvalidRequestException';
const LONGEST_MILLIS = 6 * 3_600_000;
const MINUTE = 60_000;
const SERVICES_OF_A_PAGE = 100;
const POINTS_OF_A_PAGE = 1000;

export function xrayOperations(
  tracedIn: (place: Place) => readonly TracedCalls[],
): Record<string, Operation> {
  function getServiceGraph(input: unknown, call: Call) {
    const asked = parseInput(Time, input, INVALID);
    const { from, to } = minutesOf(asked);
    const services = servicesOf(tracedIn(call), { from, to }, call.account);
    const page = pageOf(services, SERVICES_OF_A_PAGE, asked.NextToken, INVALID);
    return {
      StartTime: asked.StartTime,
      EndTime: asked.EndTime,
      Services: page.items,
      ContainsOldGroupVersions: false,
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  }

  function getTimeSeries(input: unknown, call: Call) {
    const asked = parseInput(Series, input, INVALID);
    const { from, to } = minutesOf(asked);
    const { EntitySelectorExpression: expression, Period: period } = asked;
    if (period <= 0 || period % 60 !== 0)
      throw new AwsError(INVALID, `Period must be a multiple of 60 seconds, got ${period}.`);
    const selector = expression === undefined ? undefined : selectorFrom(expression);
    const calls = tracedIn(call).filter(selector?.takes ?? (({ caller }) => caller !== undefined));
    const of = selector?.of === 'service' ? 'ServiceSummaryStatistics' : 'EdgeSummaryStatistics';
    const step = period / 60;
    const points: unknown[] = [];
    for (let start = Math.floor(from / step) * step; start < to; start += step) {
      const sum = sumOf(calls, Math.max(from, start), Math.min(to, start + step));
      if (sum.requests > 0) points.push(pointForm(start, of, sum));
    }
    const page = pageOf(points, POINTS_OF_A_PAGE, asked.NextToken, INVALID);
    return {
      TimeSeriesServiceStatistics: page.items,
      ContainsOldGroupVersions: false,
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  }

  return {
    GetServiceGraph: getServiceGraph,
    GetTimeSeriesServiceStatistics: getTimeSeries,
    GetTraceSummaries: (input, call) => getTraceSummaries(tracedIn(call), input),
  };
}

function getTraceSummaries(traced: readonly TracedCalls[], input: unknown) {
  const asked = parseInput(Traces, input, INVALID);
  minutesOf(asked);
  const calls = traced.filter(expressionFrom(asked.FilterExpression));
  const [from, to] = [asked.StartTime.getTime(), asked.EndTime.getTime()];
  const found = summariesOf(calls, from, to);
  const page = pageOf(found, SUMMARIES_OF_A_PAGE, asked.NextToken, INVALID);
  return {
    TraceSummaries: page.items,
    TracesProcessedCount: found.length,
    ApproximateTime: asked.EndTime,
    ...(page.nextToken && { NextToken: page.nextToken }),
  };
}

function pointForm(minute: number, of: string, sum: Sum) {
  return {
    Timestamp: new Date(minute * MINUTE),
    [of]: statisticsForm(sum),
    ResponseTimeHistogram: sum.histogram,
  };
}

function minutesOf({ StartTime, EndTime, GroupName }: z.output<typeof Time>) {
  const [start, end] = [StartTime.getTime(), EndTime.getTime()];
  if (end <= start) throw new AwsError(INVALID, 'Start time must be before end time.');
  if (end - start > LONGEST_MILLIS)
    throw new AwsError(INVALID, 'Time range cannot be longer than 6 hours.');
  if (GroupName !== undefined && GroupName !== 'Default')
    throw new AwsError(INVALID, `Group ${GroupName} does not exist.`);
  return { from: Math.floor(start / MINUTE), to: Math.ceil(end / MINUTE) };
}
