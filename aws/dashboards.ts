// CloudWatch's dashboards of the home account.

import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** Makes a dashboard's body of what it is: undefined where nothing is to be written. */
export type ChangedBody = (body: unknown) => Promise<object | undefined>;

export interface Dashboards {
  /**
   * Writes a service's, made with the ARN of what shows the board, and of what is there, if anything; nothing where the
   * organisation has none: they cost some dollars a month each.
   */
  keep(pipeline: string, bodyWith: (boardArn: string, there: unknown) => object): Promise<void>;
  /**
   * Changes a service’s where there is one, and releases are marked. CloudWatch has no condition: who writes last has
   * written.
   */
  change(pipeline: string, changed: ChangedBody): Promise<void>;
  /** Throws where there is none, too. */
  remove(pipeline: string): Promise<void>;
}

interface Wish {
  readonly releaseMachineArn: string;
  readonly areWanted: boolean;
  readonly areMarked: boolean;
}

/** They are those of the stack that the release machine is of. */
export function dashboards(
  access: MemberAccess,
  home: Place,
  { releaseMachineArn, areWanted, areMarked }: Wish,
): Dashboards {
  const stage = releaseMachineArn.split(':tidegate-release-')[1] ?? '';
  const [, partition = 'aws'] = releaseMachineArn.split(':');
  const { account, region } = home;
  const boardArn = `arn:${partition}:lambda:${region}:${account}:function:tidegate-${stage}-Board`;
  const nameOfService = (pipeline: string) => `tidegate-${stage}-${pipeline}`;

  async function put(pipeline: string, body: object): Promise<void> {
    const client = await access.client(CloudWatchClient, home);
    const command = new PutDashboardCommand({
      DashboardName: nameOfService(pipeline),
      DashboardBody: JSON.stringify(body),
    });
    await translated('writing a dashboard', client.send(command));
  }

  return {
    async keep(pipeline, bodyWith) {
      if (!areWanted) return;
      const there = await bodyOf(access, home, nameOfService(pipeline));
      await put(pipeline, bodyWith(boardArn, there));
    },
    async change(pipeline, changed) {
      if (!areWanted || !areMarked) return;
      const there = await bodyOf(access, home, nameOfService(pipeline));
      if (there === undefined) return;
      const body = await changed(there);
      if (body !== undefined) await put(pipeline, body);
    },
    async remove(pipeline) {
      if (!areWanted) return;
      const client = await access.client(CloudWatchClient, home);
      const command = new DeleteDashboardsCommand({ DashboardNames: [nameOfService(pipeline)] });
      await translated('removing a dashboard', client.send(command));
    },
  };
}

const MISSING = ['ResourceNotFound', 'DashboardNotFoundError'];

/** Undefined where there is none, or what is there is no JSON. */
async function bodyOf(access: MemberAccess, home: Place, name: string): Promise<unknown> {
  const client = await access.client(CloudWatchClient, home);
  try {
    const { DashboardBody } = await client.send(new GetDashboardCommand({ DashboardName: name }));
    return DashboardBody === undefined ? undefined : parsed(DashboardBody);
  } catch (cause) {
    if (MISSING.includes(nameOf(cause))) return undefined;
    return translated('reading a dashboard', Promise.reject(cause));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
