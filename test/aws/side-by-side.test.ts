// Calls that are sent side by side park in the order in which they were sent, whatever their clients do on the way.

import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { embeddedAws, type TransportKind } from '@tidegate/embedded-aws';
import { virtualClock } from '@tidegate/embedded-aws/clock';
import { signerFor } from '@tidegate/embedded-aws/transport/signer';
import { clientOf, configurationFor } from '../../aws/clients.ts';
import { home, now } from './played.ts';

/** The operations in the order in which the seed lets them act. */
async function order(transport: TransportKind, seed: number): Promise<string[]> {
  const acted: string[] = [];
  const clock = virtualClock({ startAt: now, seed });
  const beforeCall = ({ operation }: { operation: string }) => {
    acted.push(operation);
    return undefined;
  };
  const aws = embeddedAws({ clock, ...home, faults: { beforeCall } });
  const settings = { ...aws.sdkConfig(), signerFor, standIn: aws.standIn(transport), home };
  const own = configurationFor(settings, clock, home.region) as object;
  const s3 = clientOf(settings, own as never, () => new S3Client(own));
  const sts = clientOf(settings, own as never, () => new STSClient(own));
  const dynamodb = clientOf(settings, own as never, () => new DynamoDBClient(own));
  const cloudwatch = clientOf(settings, own as never, () => new CloudWatchClient(own));
  const ended = clock.track(() =>
    Promise.allSettled([
      s3.send(new GetObjectCommand({ Bucket: 'none', Key: 'none' })),
      sts.send(new GetCallerIdentityCommand({})),
      dynamodb.send(new ListTablesCommand({})),
      cloudwatch.send(new DescribeAlarmsCommand({})),
    ]),
  );
  await clock.play();
  await ended;
  return acted;
}

test.each([1, 2, 3, 4])(
  'both transports let calls side by side act in one order with seed %i',
  async (seed) => {
    const direct = await order('direct', seed);

    expect(direct).toHaveLength(4);
    expect(direct).toEqual(await order('wire', seed));
  },
);
