// X-Ray: who calls whom, and how requests fared, of those that were traced.

import {
  type Edge,
  type EdgeStatistics,
  GetServiceGraphCommand,
  GetTimeSeriesServiceStatisticsCommand,
  type Service,
  type TimeSeriesServiceStatistics,
  XRayClient,
} from '@aws-sdk/client-xray';
import type { ServiceGraph, TracedEntity, TracedService } from '../core/watch/service-graph.ts';
import { indexIn, pointsIn, type Span } from '../core/watch/span.ts';
import type { Traced, TracedSeries } from '../core/watch/traced-metrics.ts';
import { tracedPeriod } from '../core/watch/traced-spans.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { ifOffered, translated } from './translate.ts';

export interface Traces {
  /**
   * The services traced in that time, at most six hours, and their calls: none of either where nothing is traced, or
   * X-Ray is not offered there. One call, more where there are many services. Throws `ServiceFailed` where it fails.
   */
  graph(place: Place, time: { readonly from: Date; readonly to: Date }): Promise<ServiceGraph>;
  /**
   * What was traced of an entity, on the span's grid; the span is at most six hours long. One call, more where it is
   * answered in pages.
   */
  statistics(place: Place, entity: TracedEntity, span: Span): Promise<TracedSeries>;
}

export function xray(access: MemberAccess): Traces {
  const clientIn = (place: Place) => access.client(XRayClient, place);

  async function servicesOf(place: Place, time: { from: Date; to: Date }): Promise<Service[]> {
    const client = await clientIn(place);
    const services: Service[] = [];
    let nextToken: string | undefined;
    do {
      const command = new GetServiceGraphCommand({
        StartTime: time.from,
        EndTime: time.to,
        ...(nextToken && { NextToken: nextToken }),
      });
      const page = await translated('reading the service graph', client.send(command));
      services.push(...(page.Services ?? []));
      nextToken = page.NextToken;
    } while (nextToken);
    return services;
  }

  return {
    async graph(place, time) {
      return graphOf((await ifOffered(servicesOf(place, time))) ?? []);
    },

    async statistics(place, entity, span) {
      const client = await clientIn(place);
      const grid = new Array<Traced | null>(pointsIn(span)).fill(null);
      let nextToken: string | undefined;
      do {
        const command = new GetTimeSeriesServiceStatisticsCommand({
          StartTime: span.from,
          EndTime: span.to,
          EntitySelectorExpression: selectorOf(entity),
          Period: tracedPeriod(span.periodSeconds),
          ...(nextToken && { NextToken: nextToken }),
        });
        const what = `reading the traces of ${entity.service.name}`;
        const page = await translated(what, client.send(command));
        for (const each of page.TimeSeriesServiceStatistics ?? []) fill(grid, each, span);
        nextToken = page.NextToken;
      } while (nextToken);
      return grid;
    },
  };
}

function graphOf(found: readonly Service[]): ServiceGraph {
  const services = new Map(found.map((it) => [it.ReferenceId, serviceOf(it)]));
  const calls = found.flatMap(({ ReferenceId, Edges = [] }) =>
    Edges.flatMap((edge: Edge) => {
      const [caller, callee] = [services.get(ReferenceId), services.get(edge.ReferenceId)];
      const known = caller && callee;
      return known ? [{ caller, callee, calls: edge.SummaryStatistics?.TotalCount ?? 0 }] : [];
    }),
  );
  return { services: [...services.values()], calls };
}

function serviceOf({ Name = '', Type = '', AccountId }: Service): TracedService {
  return { name: Name, type: Type, ...(AccountId !== undefined && { account: AccountId }) };
}

/**
 *     all requests of shop      →  service(id(name: "shop", type: "AWS::Lambda::Function"))
 *     those it sends payments   →  edge(id(name: "shop", …), id(name: "payments", …))
 */
function selectorOf({ caller, service }: TracedEntity): string {
  return caller ? `edge(${idOf(caller)}, ${idOf(service)})` : `service(${idOf(service)})`;
}

function idOf({ name, type }: TracedService): string {
  return `id(name: ${JSON.stringify(name)}, type: ${JSON.stringify(type)})`;
}

/** Several of X-Ray's periods may fall on one point. */
function fill(
  grid: (Traced | null)[],
  { Timestamp, ServiceSummaryStatistics, EdgeSummaryStatistics }: TimeSeriesServiceStatistics,
  span: Span,
): void {
  const found = ServiceSummaryStatistics ?? EdgeSummaryStatistics;
  const place = Timestamp ? indexIn(span, Timestamp) : -1;
  if (!found?.TotalCount || place < 0 || place >= grid.length) return;
  grid[place] = added(grid[place] ?? null, found);
}

function added(sum: Traced | null, found: EdgeStatistics): Traced {
  const { ErrorStatistics: errors, FaultStatistics: faults } = found;
  return {
    requests: (sum?.requests ?? 0) + (found.TotalCount ?? 0),
    faults: (sum?.faults ?? 0) + (faults?.TotalCount ?? 0),
    errors: (sum?.errors ?? 0) + (errors?.OtherCount ?? 0),
    throttles: (sum?.throttles ?? 0) + (errors?.ThrottleCount ?? 0),
    responseSeconds: (sum?.responseSeconds ?? 0) + (found.TotalResponseTime ?? 0),
  };
}
