// Which deployments ListDeployments shows.

import * as z from 'zod';
import { AwsError, type Call } from '../../service.ts';
import { text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import { groupAt, type State } from './new-deployment.ts';

export const List = z.object({
  applicationName: text.optional(),
  deploymentGroupName: text.optional(),
  includeOnlyStatuses: z.array(z.string()).optional(),
  createTimeRange: z.object({ start: time.optional(), end: time.optional() }).optional(),
  nextToken: text.optional(),
});

const PAGE_SIZE = 100;

/** Newest first; of those that there were then. */
export function listDeployments(
  state: State,
  asked: z.infer<typeof List>,
  { asOf = Number.POSITIVE_INFINITY }: Pick<Call, 'asOf'>,
) {
  const { applicationName, deploymentGroupName, includeOnlyStatuses = [], nextToken } = asked;
  refuseHalfNamed(asked);
  if (applicationName && deploymentGroupName) groupAt(state, applicationName, deploymentGroupName);
  const { start = new Date(0), end } = asked.createTimeRange ?? {};
  if (end && start > end)
    throw new AwsError('InvalidTimeRangeException', 'The specified time range is not valid.');

  const found = state.deployments.filter(
    ({ group, status, createdAt }) =>
      (!applicationName || group.application === applicationName) &&
      (!deploymentGroupName || group.name === deploymentGroupName) &&
      (includeOnlyStatuses.length === 0 || includeOnlyStatuses.includes(status)) &&
      createdAt.getTime() <= asOf &&
      createdAt >= start &&
      (!end || createdAt <= end),
  );
  const ids = found.map(({ id }) => id).reverse();
  const page = pageOf(ids, PAGE_SIZE, nextToken, 'InvalidNextTokenException');
  return { deployments: page.items, nextToken: page.nextToken };
}

/** An application and its group are both named, or neither is. */
function refuseHalfNamed({ applicationName, deploymentGroupName }: z.infer<typeof List>): void {
  if (deploymentGroupName && !applicationName)
    throw new AwsError(
      'ApplicationNameRequiredException',
      'The application name was not specified.',
    );
  if (applicationName && !deploymentGroupName)
    throw new AwsError(
      'DeploymentGroupNameRequiredException',
      'The deployment group name was not specified.',
    );
}
