// DevOps Guru: the reactive insights that are open. The service ends on 2027-09-30, and this file with it.

import * as z from 'zod';
import type { Insight } from '../core/watch/insights.ts';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { ifOffered, translated } from './translate.ts';

export interface Insights {
  /**
   * The reactive insights that go on there; none where the service is not offered. One call for each hundred. Throws
   * `ServiceFailed` where it fails for good, or answers otherwise than it says.
   */
  ongoing(place: Place): Promise<readonly Insight[]>;
}

/** Times are seconds since 1970. */
const Page = z.object({
  ReactiveInsights: z
    .array(
      z.object({
        Id: z.string(),
        Name: z.string().default(''),
        Severity: z.enum(['LOW', 'MEDIUM', 'HIGH']),
        InsightTimeRange: z.object({ StartTime: z.number() }),
        AssociatedResourceArns: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
  NextToken: z.string().nullish(),
});

const PER_PAGE = 100;

export function devopsGuru(access: MemberAccess): Insights {
  async function insightsIn(place: Place): Promise<Insight[]> {
    const insights: Insight[] = [];
    let nextToken: string | undefined;
    do {
      const asked = {
        StatusFilter: { Ongoing: { Type: 'REACTIVE' } },
        MaxResults: PER_PAGE,
        ...(nextToken && { NextToken: nextToken }),
      };
      const called = signedCall(
        access,
        place,
        { service: 'devops-guru', path: '/insights' },
        asked,
      );
      const page = await translated(
        'listing insights',
        called.then((it) => Page.parse(it)),
      );
      insights.push(...(page.ReactiveInsights ?? []).map(insightOf));
      nextToken = page.NextToken ?? undefined;
    } while (nextToken);
    return insights;
  }

  return { ongoing: async (place) => (await ifOffered(insightsIn(place))) ?? [] };
}

type Found = NonNullable<z.output<typeof Page>['ReactiveInsights']>[number];

function insightOf(found: Found): Insight {
  return {
    id: found.Id,
    name: found.Name,
    severity: found.Severity,
    startedAt: new Date(found.InsightTimeRange.StartTime * 1000),
    resources: found.AssociatedResourceArns ?? [],
  };
}
