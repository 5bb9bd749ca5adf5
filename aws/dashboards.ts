// CloudWatch's dashboards of the home account.

import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface Dashboards {
  /**
   * Writes a service's, made with the ARN of what shows the board; nothing where the organisation has none: they cost
   * some dollars a month each.
   */
  keep(pipeline: string, bodyWith: (boardArn: string) => object): Promise<void>;
  /** Throws where there is none, too. */
  remove(pipeline: string): Promise<void>;
}

interface Wish {
  readonly releaseMachineArn: string;
  readonly areWanted: boolean;
}

/** They are those of the stack that the release machine is of. */
export function dashboards(
  access: MemberAccess,
  home: Place,
  { releaseMachineArn, areWanted }: Wish,
): Dashboards {
  const stage = releaseMachineArn.split(':tidegate-release-')[1] ?? '';
  const [, partition = 'aws'] = releaseMachineArn.split(':');
  const { account, region } = home;
  const boardArn = `arn:${partition}:lambda:${region}:${account}:function:tidegate-${stage}-Board`;
  const nameOfService = (pipeline: string) => `tidegate-${stage}-${pipeline}`;
  return {
    async keep(pipeline, bodyWith) {
      if (!areWanted) return;
      const client = await access.client(CloudWatchClient, home);
      const command = new PutDashboardCommand({
        DashboardName: nameOfService(pipeline),
        DashboardBody: JSON.stringify(bodyWith(boardArn)),
      });
      await translated('writing a dashboard', client.send(command));
    },
    async remove(pipeline) {
      if (!areWanted) return;
      const client = await access.client(CloudWatchClient, home);
      const command = new DeleteDashboardsCommand({ DashboardNames: [nameOfService(pipeline)] });
      await translated('removing a dashboard', client.send(command));
    },
  };
}
