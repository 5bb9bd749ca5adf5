import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import type { MapRun } from '../map-run/map-runs.ts';
import { checkArn, parseInput } from './input.ts';
import { Paging, pageNewestFirst } from './paging.ts';
import type { Store } from './store.ts';

const Arn = z.string().min(1).max(2000);

export function mapRunOperations(store: Store): Record<string, Operation> {
  const { mapRuns } = store;
  return {
    DescribeMapRun(input) {
      const { mapRunArn } = parseInput(z.object({ mapRunArn: Arn }), input);
      checkArn(mapRunArn, 'mapRun');
      const mapRun = mapRuns.get(mapRunArn);
      if (!mapRun) throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
      return describe(mapRun);
    },
    ListMapRuns(input) {
      const request = parseInput(z.object({ executionArn: Arn, ...Paging }), input);
      const execution = store.execution(request.executionArn);
      const newestFirst = [...mapRuns.values()]
        .map((mapRun, number) => ({ mapRun, number }))
        .filter(({ mapRun }) => mapRun.executionArn === execution.arn)
        .reverse();
      const { items, nextToken } = pageNewestFirst(newestFirst, request, ({ number }) => number);
      return { mapRuns: items.map(({ mapRun }) => summary(mapRun)), nextToken };
    },
  };
}

function summary({ arn, executionArn, stateMachineArn, startedAt, stoppedAt }: MapRun) {
  return {
    executionArn,
    mapRunArn: arn,
    stateMachineArn,
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
  };
}

function describe(mapRun: MapRun) {
  const { arn, executionArn, status, startedAt, stoppedAt } = mapRun;
  const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = mapRun;
  return {
    mapRunArn: arn,
    executionArn,
    status,
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
    maxConcurrency,
    toleratedFailurePercentage,
    toleratedFailureCount,
    itemCounts: mapRun.items,
    executionCounts: mapRun.executions,
    redriveCount: 0,
  };
}
