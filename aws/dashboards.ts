// CloudWatch's dashboards of the home account.

import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Dashboards {
  /** Whether the organisation has them, which cost some dollars a month each. */
  readonly areWanted: boolean;
  /** Where the board is, for a widget that bears it. */
  readonly boardArn: string;
  /** What their names begin with. */
  readonly prefix: string;
  put(name: string, body: object): Promise<void>;
  /** One that is not there is removed already. */
  remove(name: string): Promise<void>;
}

/** They are those of the stack that the release machine is of. */
export function dashboards(
  access: MemberAccess,
  home: Place,
  { releaseMachineArn, areWanted }: { releaseMachineArn: string; areWanted: boolean },
): Dashboards {
  const stage = releaseMachineArn.split(':tidegate-release-')[1] ?? '';
  const [, partition = 'aws'] = releaseMachineArn.split(':');
  const { account, region } = home;
  return {
    areWanted,
    boardArn: `arn:${partition}:lambda:${region}:${account}:function:tidegate-${stage}-Board`,
    prefix: `tidegate-${stage}-`,
    async put(name, body) {
      const client = await access.client(CloudWatchClient, home);
      const command = new PutDashboardCommand({
        DashboardName: name,
        DashboardBody: JSON.stringify(body),
      });
      await translated('writing a dashboard', client.send(command));
    },
    async remove(name) {
      const client = await access.client(CloudWatchClient, home);
      const sent = client.send(new DeleteDashboardsCommand({ DashboardNames: [name] }));
      const gone = sent.catch((thrown: unknown) => {
        if (!GONE.has(nameOf(thrown))) throw thrown;
      });
      await translated('removing a dashboard', gone);
    },
  };
}

/** By the SDK's name, and by the wire's. */
const GONE = new Set(['DashboardNotFoundError', 'ResourceNotFound']);
