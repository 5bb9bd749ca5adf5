// The services of ECS that stand in an account and region, as a pipeline could name them.

import {
  DescribeServicesCommand,
  ECSClient,
  paginateListClusters,
  paginateListServices,
  type Service,
} from '@aws-sdk/client-ecs';
import type { AccountService } from '../core/account-inventory.ts';
import type { Place } from './clients.ts';
import { balancingOf, idIn } from './ecs-forms.ts';
import type { MemberAccess } from './sts.ts';

/** What ECS describes in one call. */
const MOST_SERVICES = 10;

export async function servicesIn(access: MemberAccess, place: Place): Promise<AccountService[]> {
  const client = await access.client(ECSClient, place);
  const found: AccountService[] = [];
  for await (const { clusterArns = [] } of paginateListClusters({ client }, {}))
    for (const cluster of clusterArns) {
      const pages = paginateListServices({ client }, { cluster, maxResults: MOST_SERVICES });
      for await (const { serviceArns: services = [] } of pages) {
        if (services.length === 0) continue;
        const asked = new DescribeServicesCommand({ cluster, services });
        const { services: described = [] } = await client.send(asked);
        found.push(...described.flatMap((each) => serviceOf(idIn(cluster), each)));
      }
    }
  return found;
}

function serviceOf(cluster: string, service: Service): AccountService[] {
  const { serviceName, deploymentController, schedulingStrategy } = service;
  if (serviceName === undefined) return [];
  const isShiftable = balancingOf(service) === 'shiftable' && schedulingStrategy !== 'DAEMON';
  return [
    {
      cluster,
      service: serviceName,
      controller: deploymentController?.type ?? 'ECS',
      strategy: isShiftable ? 'canary' : 'rolling',
    },
  ];
}
