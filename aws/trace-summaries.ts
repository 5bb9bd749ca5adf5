// X-Ray: the traces that fit an expression. Nothing that runs by itself asks.

import { GetTraceSummariesCommand, type TraceSummary, XRayClient } from '@aws-sdk/client-xray';
import type { FoundTrace } from '../core/logs/trace.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

/** X-Ray looks at no longer time at once. */
const LONGEST_MILLIS = 6 * 3_600_000;

/** The traces that began from then until then, at most so many. Throws `ServiceFailed`. */
export async function tracesThat(
  access: MemberAccess,
  place: Place,
  expression: string,
  { from, until, most }: { readonly from: number; readonly until: number; readonly most: number },
): Promise<{ readonly traces: readonly FoundTrace[]; readonly isCut: boolean }> {
  const client = await access.client(XRayClient, place);
  const traces: FoundTrace[] = [];
  // The last hours first: where there are too many, they are what is asked about.
  for (let end = until; end > from; end -= LONGEST_MILLIS) {
    let NextToken: string | undefined;
    do {
      const command = new GetTraceSummariesCommand({
        StartTime: new Date(Math.max(from, end - LONGEST_MILLIS)),
        EndTime: new Date(end),
        FilterExpression: expression,
        ...(NextToken && { NextToken }),
      });
      const page = await translated('reading traces', client.send(command));
      traces.push(...(page.TraceSummaries ?? []).flatMap(traceOf));
      NextToken = page.NextToken;
      if (traces.length >= most) return { traces: traces.slice(0, most), isCut: true };
    } while (NextToken);
  }
  return { traces, isCut: false };
}

function traceOf({
  Id,
  Duration = 0,
  HasFault = false,
  HasError = false,
  HasThrottle = false,
  ResourceARNs = [],
  Http,
}: TraceSummary): FoundTrace[] {
  // 1-5759e988-bd862e3fe1be46a994272793: when it began, in seconds.
  const [, seconds] = /^1-([0-9a-f]{8})-/.exec(Id ?? '') ?? [];
  if (Id === undefined || seconds === undefined) return [];
  const bad = HasFault ? 'fault' : HasThrottle ? 'throttle' : HasError ? 'error' : undefined;
  return [
    {
      id: Id,
      at: Number.parseInt(seconds, 16) * 1000,
      seconds: Duration,
      ...(bad && { bad }),
      ...(Http?.HttpURL && { url: Http.HttpURL }),
      resources: ResourceARNs.flatMap(({ ARN }) => ARN ?? []),
    },
  ];
}
