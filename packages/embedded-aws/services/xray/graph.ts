// The graph of services: each with what it was asked, and an edge to each that it called.

import { statisticsForm, sumOf } from './statistics.ts';
import type { TracedCalls, TracedService } from './traced.ts';

interface Minutes {
  readonly from: number;
  readonly to: number;
}

/** The services that had requests in that time, in AWS's form. Clients have nodes of their own. */
export function servicesOf(all: readonly TracedCalls[], minutes: Minutes, account: string) {
  const { from, to } = minutes;
  const times = { StartTime: new Date(from * 60_000), EndTime: new Date(to * 60_000) };
  const calls = all
    .map((each) => ({ ...each, sum: sumOf([each], from, to) }))
    .filter(({ sum }) => sum.requests > 0)
    .map((each) => ({ ...each, caller: each.caller ?? clientOf(each.callee) }));
  const services = new Map<string, TracedService>();
  for (const { caller, callee } of calls)
    for (const it of [caller, callee]) services.set(keyOf(it), it);
  const keys = [...services.keys()];

  return [...services].map(([key, { name, type }], ReferenceId) => {
    const incoming = calls.filter(({ callee }) => keyOf(callee) === key);
    const sum = sumOf(incoming, from, to);
    const edges = calls.filter(({ caller }) => keyOf(caller) === key);
    return {
      ReferenceId,
      Name: name,
      Names: [name],
      ...(calls.some(({ caller, callee }) => keyOf(callee) === key && caller.type === 'client') && {
        Root: true,
      }),
      ...(type !== 'client' && type !== 'remote' && { AccountId: account }),
      Type: type,
      State: 'active',
      ...times,
      Edges: edges.map(({ callee, sum: own }) => ({
        ReferenceId: keys.indexOf(keyOf(callee)),
        ...times,
        SummaryStatistics: statisticsForm(own),
        ResponseTimeHistogram: own.histogram,
        Aliases: [],
      })),
      ...(incoming.length > 0 && {
        SummaryStatistics: statisticsForm(sum),
        DurationHistogram: sum.histogram,
        ResponseTimeHistogram: sum.histogram,
      }),
    };
  });
}

function clientOf({ name }: TracedService): TracedService {
  return { name, type: 'client' };
}

function keyOf({ name, type }: TracedService): string {
  return JSON.stringify([name, type]);
}
