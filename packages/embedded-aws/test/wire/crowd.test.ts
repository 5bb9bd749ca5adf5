import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { served } from './served.ts';

const CLIENTS = 200;

test('two hundred clients at once are all answered, each with its own answer', async () => {
  const wire = await served();
  const forcePathStyle = true;
  await new S3Client({ ...wire.config, forcePathStyle }).send(
    new CreateBucketCommand({ Bucket: 'box' }),
  );
  const work: readonly ((n: number) => Promise<unknown>)[] = [
    () => new SFNClient(wire.config).send(new ListStateMachinesCommand({})),
    () => new STSClient(wire.config).send(new GetCallerIdentityCommand({})),
    () => new CloudWatchClient(wire.config).send(new DescribeAlarmsCommand({})),
    (n) => {
      const Body = `body ${n}`;
      const put = new PutObjectCommand({ Bucket: 'box', Key: `key-${n}`, Body });
      return new S3Client({ ...wire.config, forcePathStyle }).send(put);
    },
    () =>
      new EventBridgeClient(wire.config).send(
        new PutEventsCommand({ Entries: [{ Source: 'me', DetailType: 'hello', Detail: '{}' }] }),
      ),
  ];

  const answers = await Promise.all(
    Array.from({ length: CLIENTS }, (_, n) => work[n % work.length]!(n)),
  );

  expect(answers).toHaveLength(CLIENTS);
  const { objects } = wire.aws.s3.objects.bucket('box');
  for (const [key, [newest]] of objects)
    expect(Buffer.from(newest!.body).toString()).toBe(key.replace('key-', 'body '));
  expect(objects.size).toBe(CLIENTS / work.length);
  await wire.close();
});
