// Tidegate's table, on the embedded AWS.

import type { EmbeddedAws } from '@tidegate/embedded-aws';

export async function makeTable(aws: EmbeddedAws): Promise<void> {
  const places = ['pk', 'sk'] as const;
  await aws.operate('dynamodb', 'CreateTable', {
    TableName: 'tidegate',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: places.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
}
